"""What no card answers: tastes, requests, needs, what-ifs, riddles of the world, and whatever people tell of themselves.

Most of what strangers say is of this kind, and no list holds it. So the asks are built from words drawn anew each time
(`noun`, `nouns`, `verb`, `adj`, `kin`): it is the shape of a line that tells what kind of answer it wants.
"""

from __future__ import annotations

from random import Random

_NOUNS = """
apple arrow axe baby bag ball barn bath beach bear bee beer bird blood boot bottle bow boy bread bridge brother bucket butter cake candle
castle cat cave chair cheese child chimney church city cloak clock cloud coast coat coin colour cow crown cup dance daughter day desk
devil dog door dragon dream dress drink drum duck egg elephant enemy evening eye face farm feast fence field fire fish flag flower food
fool forest fountain fox friend frog fruit garden gate ghost giant girl goat gold grass grave guard hammer hand harp hat head heart hero
hill home honey horse house hunter ice inn island jewel job key kettle king kitchen knife knight lady ladder lake lamp land leaf letter
life light lock lord love luck magic map market mask master meal meat milk mill mirror money monk monster moon morning mountain mouse
music name neck needle nest night noise north oak oven owl page paint palace paper path pig pipe place plan plate poem poison prayer
present prince prison queen question rabbit rain rat reason ring river road rock roof room rope rose rule sack saddle sail sailor salt
sand school secret shadow sheep shell ship shirt shoe silence silver sister skin sky sleep smell smile smoke snake snow soldier song
soul soup spider spirit spoon spring stable star step stone storm story street summer sun supper sword table tail tale tea thief thing
thunder time tongue tooth tower town toy treasure tree trouble trousers trumpet uncle valley village violin voice wall war watch water
wave weather wedding wife wind window wine winter witch wolf woman wood word work world worm
""".split()
_VERBS = (
    "call the guard|buy a horse|carry this|change clothes|clean up|cross the river|fall asleep|feed the ducks|find gold|fix this|"
    "follow you|get married|get rich|get up early|give up|go out at night|go home|go north|grow potatoes|keep this|kill a dragon|"
    "light a fire|live here|look around|make a fire|make friends|meet people|move here|open this|pay later|play cards|run away|"
    "say it again|see the sea|sell this|send a letter|sit here|sleep here|spend the night|stand here|start over|stay here|steal it|"
    "take a bath|take this|throw it away|try again|turn back|walk alone|wear this|write a letter|swim across|touch the water|bake|"
    "dance|dig|draw|drink|eat|fight|fish|fly|hide|hunt|knit|laugh|learn|lie|pray|read|rest|sail|sew|shout|sing|sleep|smoke|speak|"
    "swim|talk|think|travel|wait|walk|wash|win|work|cook|climb|cry|count|build a boat|become a knight|catch a fish|tell the truth"
).split("|")
_ADJECTIVES = """
afraid alone angry bad beautiful big blind bored brave busy calm careful cheerful clever cold cruel dangerous dark dead deaf different
dirty drunk dry dull easy empty evil famous fast fat foolish free friendly funny generous good great grumpy guilty happy hard holy honest
hot hungry ill important jealous kind late lazy lonely lost loud lucky mad mean nervous nice noble odd old patient poor pretty proud quiet
rich rude sad safe scared serious shy sick silly slow small smart sorry special strange strong stupid sweet tall thirsty tired ugly
unhappy wise worried young
""".split()
_KIN = "mother father brother sister wife husband son daughter uncle aunt friend master boss neighbour teacher cousin dog cat horse grandmother".split()


def draw_words(rng: Random) -> dict[str, str]:
    """Fillers for the asks below."""
    noun = rng.choice(_NOUNS)
    return {
        "noun": noun,
        "nouns": noun + ("es" if noun.endswith(("s", "sh", "ch", "x")) else "s"),
        "other_noun": rng.choice(_NOUNS),
        "verb": rng.choice(_VERBS),
        "adj": rng.choice(_ADJECTIVES),
        "kin": rng.choice(_KIN),
        "n": rng.choice(("two", "three", "ten", str(rng.randint(2, 99)))),
    }


BLOCKS = """
== taste
? What is your favourite {noun}? | whats your favourite {noun} | Do you like {nouns}? | Do you prefer {nouns} or {other_noun}s? | What do you think about {nouns}? | Is a {noun} better than a {other_noun}? | Do you hate {nouns}? | do you believe in {nouns} | Which {noun} do you like best? | Would you rather {verb} or be {adj}? | Do you enjoy your {noun}? | what kind of {noun} do you like | have you ever seen a {noun} | Do you own a {noun}? | Did you ever {verb}? | have you ever tried to {verb} | Do you often {verb}? | do you always {verb} | Do you know how to {verb}? | Do you want to {verb}? | What is the best {noun} you ever had?
I have no favourite. Favourites get wet like the rest.
Some days yes. Today is a Tuesday in most respects.
I have thought about it, and stopped.
More than I did, less than I will.
I could tell you, and then we would both know.
Yes, when it is quiet. No, when it is not.
I keep my opinions at home. They are not housetrained.
Ask me on a dry day.
I had strong views on that once. The damp got into them.
Once. It was not as they say.
== feelings
? Are you {adj}? | you look {adj} | You seem {adj} today. | Why are you so {adj}? | Do you ever feel {adj}? | what makes you {adj} | do you ever get {adj} | Were you always so {adj}? | have you ever been in love | Do you have regrets? | who would you marry | are you {adj} or just {adj} | Do you dream? | what are you afraid to lose | Are you happy here? | does it make you {adj} | What was the best day of your life? | do you miss somebody | Do you ever cry? | how do you stay so {adj} | Are you often {adj}? | I think you are {adj}. | you must be {adj}
Now and then, about the time the lamps go out.
I was, once, for most of a summer.
You ask what my own mother would not.
It comes and goes, like the rest of the water.
Everybody is, at low tide.
I keep busy. It is the same thing with wet hands.
Do I seem so? It must be the light.
On the inside, a little. It does not show through the coat.
Less than last year. I was practising.
== ask_favour
? Can you {verb}? | could you teach me to {verb} | Will you {verb} with me? | Please {verb}. | teach me something | Show me how to {verb}. | I want you to {verb}. | Let's {verb}. | Help me {verb}. | Would you {verb} for me? | can you show me your {noun} | Give me a {noun}. | give me your {noun} | Lend me your {noun}. | could I have a {noun} | bring me a {noun} please | Will you help me find the {noun}? | Make me a {noun}. | let us {verb} together | would you be so {adj} and {verb} | Can you make me {adj}? | can you get me a {noun}
I could, but the floor is uneven.
Not with these hands.
Another night, perhaps. Tonight I am needed where I stand.
You go first, and I will watch.
I was shown how, once. I did not look.
If I did it for you I would have to do it for the next one.
Slowly, and badly, and not today.
Ask me again when the tide has turned. It will not help, but ask.
You have two good arms. Begin with those.
== need
? I need a {noun}. | Can I {verb} here? | May I {verb}? | I need a place to sleep. | Where can I {verb}? | is it allowed to {verb} | I want to {verb}. | I would like to {verb}. | I have to {verb}. | i need to {verb} | I need a place to sleep tonight | do you mind if I {verb} | I want a {noun}. | I must find a {noun}. | Can I come in? | Where do I find a {noun}? | where can i get a {noun} | I only want to {verb}. | i'd love a {noun} | is there somewhere to {verb} | Let me {verb}. | I came here to {verb}.
Then do it quietly, and wipe your feet after.
Nobody here will stop you. Nobody here will help you either.
There is room by the wall, if you fold up small.
You may. Most do, and think better of it by morning.
Wanting is free. It is the rest that costs.
As you like. Mind the step.
There is a corner for that, and somebody is generally in it.
You will find it, or something near enough to it.
== what_if
? What happens if I {verb}? | what if i go out at night | Is it safe to {verb}? | Should I {verb}? | How do I {verb}? | When should I {verb}? | What do I need to {verb}? | what happens when you {verb} | could a {noun} kill me | What would happen if the {noun} was {adj}? | Can one {verb} here? | is it hard to {verb} | How long does it take to {verb}? | What if I never {verb}? | do people {verb} here | What should I do with this {noun}? | what would you do with a {noun} | is the {noun} dangerous | how can I become {adj}
People have. We have their hats.
You would be the first to ask beforehand.
It has been done. Not twice by the same one.
Wait for the ebb. It is the answer to most things.
You would get wet. After that it varies.
I would not, and I have done worse.
Try it on a small one first.
Go gently, and tell somebody where you went.
== riddle
? Why is the {noun} {adj}? | Who made the {noun}? | How many {nouns} are there? | How big is the {noun}? | What is a {noun}? | What colour is the {noun}? | Where do {nouns} come from? | How far is the {noun}? | Which {noun} is the best? | what is {n} times {n} | Why do {nouns} {verb}? | how old is the {noun} | What is the {noun} for? | whose {noun} is that | Where is the {noun}? | where did the {noun} go | Who owns this {noun}? | What is behind the {noun}? | when does the {noun} start | Is there a {noun} near here? | what does a {noun} do | are there any {nouns} around | Why is it so {adj} here? | what is the meaning of life | How does the {noun} work?
Nobody has written that down, or they wrote it in the wrong ink.
There is a man who knows. He is not here, and he would not say.
I could guess, and you would believe me, and then where would we be.
More than you think and fewer than there were.
It was like that when I came.
That is a schoolroom question. This is not a schoolroom.
You would have to ask the one who put it there.
Somewhere between here and the water, like everything.
== telling
? I am {adj}. | I feel {adj} today. | My {kin} is {adj}. | I never {verb}. | I used to {verb}. | I saw a {noun} yesterday. | The {noun} is {adj}. | my {kin} told me to {verb} | I lost my {kin} at sea. | They say I {verb} too much. | I have {n} {nouns} at home. | My {noun} is broken. | I dreamed of a {noun}. | I have a {adj} {noun}. | i think the {noun} is {adj} | I once met a {adj} {noun}. | we have no {nouns} where I come from | My {kin} used to {verb} here. | I like to {verb}. | I don't like {nouns}. | It is {adj} outside. | i had a {noun} once | there is a {noun} in my boot | I think you are lying to me. | People tell me I am {adj}. | My {kin} has a {noun}. | I bought a {noun} for my {kin}. | i am afraid of {nouns} | this {noun} is too {adj}
Is that so. I would sit down, in your place.
You say it as if it were the wind's fault.
So it goes with most of us.
I am sorry, or glad, whichever it wants.
I heard of somebody like that. It ended in spring.
Well. It is better said than carried.
Then you have come to the right place, or the only one.
I knew one just the same, {you}. Taller.
There is a lot of that about, this side of the water.
== whatever
? fine | whatever | nothing | forget it | never mind | if you say so | as you wish | it doesn't matter | ok then | sure, whatever | Fine, whatever. | Nothing much. | Oh well. | i guess | Maybe. | perhaps | I suppose so. | not really | hardly | Who cares? | I don't care. | just looking around | nothing special | i am just passing through | no reason
As you like. I am not going anywhere.
That is most of what is said in here.
Good. We will call that settled.
Never mind, then. I seldom do.
It keeps. Most things do, in the cold.
Look all you want, {you}. Looking is free until noon.
== my_name
? My name is {who}. | I'm {who}, nice to meet you. | call me {who} | They call me {who}. | I am {who}. | You can call me {who}. | my name's {who} and I am looking for treasure | I am {who}, at your service. | People know me as {who}.
Then I will say {who}, and you will answer.
Well met, {who}. You carry it well.
I will remember {who}. It is short enough.
{Who}, is it. I had you down as {you}.
A good name, {who}. Keep it dry.
== is_name
? Are you {name}? | you are {name}, right? | You must be {name}. | is your name {name} | So you are {name}. | {name}? | I am looking for {name}. | They sent me to {name}. | can I trust {name}? | tell me about {name} | Who is {name}? | do you know {name} | is {name} here
I am {name}. You found the right door.
You are looking at {name}. There is no second one.
That is me. {Name}, {atrade}.
{Name} it is. What was it you wanted?
I am {name}, and I answer for most of it.
== wrong_name
? Are you {who}? | you must be {who} | Hello {who}! | is your name {who} | You are called {who}, are you not? | I am told you are called {who}. What is your name? | You look like {who}. | good evening, {who} | aren't you {who}
No {who} here. I am {name}.
I am not {who}. I am {name}, and I was first.
You have the wrong door. I am {name}.
{Who}? No. They call me {name}.
My name is {name}. I never was {who}, not even on Fridays.
"""
