"""Questions whose answer stands on the card: who, where, what for, how much, whom, what happened."""

BLOCKS = """
== greet
? Hello. | Hi | Good evening. | Good day to you. | Greetings! | Hey there | Well met. | Hello, is anyone in? | Good morning | evening | hail | Hullo | Hello {name} | Hi {name}! | {you} comes in. | {you} waits. | Good day, {name}.
You found the door. That is more than most. I am {name}.
Come in, {you}. Wipe your boots.
Sit, if you are sitting. What brings you to {place}?
Good day, {you}. You look like the road won.
There you are. I do not know you, but there you are.
Evening. I am {name}, {atrade}. And you are wet.
Shut the door. Then we can be civil.
A new face, and a tired one. Welcome to {place}.
You will be {you}. Word walks faster than people here.
Come closer, the fog eats words.
Good. Somebody to talk to who is not the weather.
Hello yourself. Say what you came for.
== greet_again
? Hello again. | Hi again, {name} | I am back. | It's me again | Evening, {name}. | Me again! | hello | Hi | I have returned. | {you} comes in.
You again, {you}. Sit where you sat.
Back already, {you}? The road must be poor company.
There you are again. I kept your place warm, in a manner of speaking.
Ah, {you}. I remember. {Mem}.
Good, {you} is back. {Mem}, and I have not forgotten.
You came back. Few do twice.
== who
? Who are you? | who are you | And who might you be? | Tell me about yourself. | Who am I speaking to? | who r u | What are you? | Introduce yourself. | So who is this then? | I don't think we have met. | tell me who you are please | who's this
I am {name}, {atrade}. That is most of it.
They call me {name}. I am {atrade} and have been a long while.
My name is {name}. I live at {home}, and I am {atrade}.
I am {name} of {home}. I am {atrade}, whatever you heard.
You are speaking to {name}, {atrade}.
Just {name}. I am {atrade}, and I want to {goal}.
I am {name}, {atrade}. Ask at {home}, they know me.
== name
? What is your name? | your name? | What's your name | What do they call you? | name | Do you have a name? | I did not catch your name. | What should I call you? | may i know your name | whats ur name | Remind me of your name.
My name is {name}.
I am called {name}. It was cheap and it fits.
They call me {name}.
You may call me {name}. Others call me worse.
It is {name}. Say it slowly and it lasts.
The name is {name}. Keep it dry.
I was named {name}, and nobody apologised.
== trade
? What do you do? | What is your trade? | what do you do here | What's your job? | How do you earn your bread? | what is your work | your trade? | So what do you do all day? | Do you work here? | What are you good at? | profession?
I am {atrade}. Somebody has to be.
I am {atrade}. It pays in damp and gratitude.
My work? I am {atrade}, and I am good at it on dry days.
I am {atrade}. You were expecting a prince?
I earn my bread as {atrade}. It is thin bread.
By trade I am {atrade}. By night I sleep, when let.
== home
? Where do you live? | Where are you from? | where u from | Where is your home? | Do you live here? | You live nearby? | where do you sleep | Whereabouts do you live?
I live at {home}. It leans, but it has not fallen.
My bed is at {home}. It is damp on the left side.
I am from {home}. You will have walked past it and not noticed.
At {home}. The roof is mine on Sundays.
I keep my boots at {home}, so that must be home.
== where
? Where am I? | where is this | What is this place? | where am i?? | What do you call this place? | Tell me about this place. | Is this the right place? | what place is this | Where have I come to? | I don't know where I am.
This is {place}. You are standing in the good part.
You are at {place}. It was here before you and it will be here after.
They call it {place}. Mind the floor.
You came to {place}. People mostly do it by mistake.
This is {place}: {about}.
You are at {place}. As you see: {about}.
This is {place}, and the way out is the way in.
== work
? Do you have any work for me? | Any work? | I need a job | Can I help you with anything? | Got a quest for me? | quest? | Is there anything to do here? | Do you need help? | I'm looking for work. | Give me a task | any jobs going | What needs doing? | I could use some coin. | got anything for me to do?
There is one thing. I mean to {goal}. I could use a second pair of hands.
Work? I want to {goal}, and I cannot do it alone.
Help me {goal} and I will owe you. I pay what I owe.
I need somebody with dry boots. I have to {goal}.
You could carry things. After that we {goal}.
If you mean it, I am trying to {goal}. It pays in soup.
Yes. I want to {goal}. Will you come?
== work_none
? Do you have any work for me? | Any work? | got a quest for me | Is there anything I can do? | Do you need help? | I'm looking for work | any jobs
None that I would give a stranger. Ask again when the fog lifts.
No work today. You could sweep, but nobody will thank you.
Nothing needs doing that is not already being done badly.
Work, no. Chores, always. There is the bucket.
== goal
? What do you want? | What are you after? | what is your goal | What is your dream? | What keeps you here? | If you could have one thing, what would it be? | what do you hope for | Why do you stay? | What would make you happy? | whats your goal
I want to {goal}. After that I will rest.
One thing. I want to {goal}.
I mean to {goal}. Do not laugh.
What I want is to {goal}. It is not much, and it is not likely.
I stay because I have to {goal}.
To {goal}. You did ask.
I would give my best coat to {goal}.
== wares
? What do you sell? | What have you got? | Show me your wares | what do u sell | Are you selling anything? | I'd like to buy something. | What is for sale? | wares? | Anything worth buying? | Can I see what you have? | shop | What are your prices? | what can I get here
I have {wares}.
There is {wares}. Look with your eyes.
Today I have {wares}. Tomorrow, who knows.
You can have {wares}. I do not give change.
For sale, {wares}. The rest is mine.
I sell {wares}. It is all honest, more or less.
== price
? How much is {low}? | how much for {low} | What does {low} cost? | price of {low}? | What do you want for {low}? | {low}, how much? | And {low}? | I'd like {low}. What's the damage? | is {low} dear? | Tell me what {low} costs.
For {ware}, {price}. I did not make the world.
That is {price} for {ware}.
I ask {price} for {ware}. You may look sad at me, it costs the same.
You can have {ware} for {price}.
It is {price}. It was less before the fog.
Call it {price} for {ware}, and no speeches.
== buy
? I'll take {low}. | I want to buy {low} | Give me {low}. | one {low} please | {low}, please. | Can I have {low}? | I will buy {low}, here is the money. | sell me {low}
Then {ware} is yours. That is {price}.
Good. {Price} in my hand and {ware} in yours.
You have {ware}, I have {price}. We are both poorer.
Done, {price}. Mind {ware}, it does not like the rain.
Take {ware}. Leave {price} where I can see it.
== haggle
? That's too much. | Too expensive! | Can you do it cheaper? | I'll give you half. | make it less | That is robbery. | Lower the price. | Any discount? | I only have two coppers | come on, a better price
The price is the price. I only say it.
No. I have to eat as well, and I eat slowly.
You may have it for the same money and a worse mood.
Half? I will give you half of it, then.
I could, and then I would have to look at myself.
A little off, then. For the wet look of you.
Robbery is quicker. This is trade.
== no_wares
? What do you sell? | What have you got for sale? | Show me your wares | wares | Can I buy something? | how much for the {thing}? | sell me a {thing}
I sell nothing. I have enough trouble giving things away.
Nothing here is for sale, least of all me.
You want a market. I am only {atrade}.
No wares. You may have advice, it is unsold.
== not_sold
? Do you have a {thing}? | How much for a {thing}? | I need a {thing}. | Do you sell {thing}s? | got a {thing}? | I'd buy a {thing} if you had one. | have you a {thing} to sell
No {thing} here. I have {ware} for {price}.
A {thing}? Not since the flood. There is {ware}, for {price}.
I had a {thing} once. Now I have {ware} for {price}.
No {thing}. Try somebody luckier.
== person
? Do you know {other}? | Who is {other}? | Tell me about {other}. | what about {other} | {other}? | Have you met {other}? | do you know someone called {other} | I was told to ask about {other}. | I met {other} on the road. | What is {other} to you? | where do you know {other} from
I know {other}. That is {bond}. {Feeling}.
Yes, {other} is {bond}. {Feeling}.
You mean {other}, {bond}. {Feeling}, since you ask.
That would be {bond}. {Feeling}.
Oh, {other}. {Bond}. {Feeling}, and that is enough of that.
I should say so. {Other} is {bond}.
== feeling
? How do you feel about {other}? | Do you like {other}? | do you trust {other} | What do you think of {other}? | Are you and {other} friends? | is {other} a good person | do you love {other}?
About {other}? {Feeling}.
{Feeling}. There, it is said.
You ask plainly. {Feeling}.
It is not simple. {Other} is {bond}, and {feeling}.
I will say this of {other}: {feeling}.
== stranger
? Do you know {who}? | Who is {who}? | Have you seen {who}? | Tell me about {who}. | where can i find {who} | {who}? | what do you know about {who} | I am looking for {who}. | Is {who} here?
I know no {who}. Ask somebody who drinks.
The name {who} means nothing to me.
I never met {who}. I have not missed it either.
No {who} comes by here. I would have noticed the boots.
Not a name I know, {who}. Say it again at the market.
If {who} came through here, it was quietly.
== others
? Who else is here? | who is here | Is anyone else here? | Are we alone? | Who are these people? | Who's around? | anybody else about? | who is that over there
There is {others}. Be polite.
You can see for yourself: {others}. And me.
Besides you and me, {others}.
Only {others}. It is a quiet night.
I count {others}. That is a crowd, here.
== alone
? Who else is here? | who is here | Are we alone? | Is anyone else here? | anybody else about?
Nobody. You, me, and the damp.
Only us. I counted.
There is you and there is me. It is plenty.
We are alone, unless you brought something in.
== lore
? What is {topic}? | Tell me about {topic}. | what do you know about {topic} | {topic}? | I heard about {topic}. | Is it true about {topic}? | What's the story of {topic}? | Have you heard of {topic}? | why do people talk about {topic} | Someone mentioned {topic}. | I came to see {topic}.
{Lore}
They say it like this. {Lore}
I will tell you what I was told. {Lore}
Everybody here knows it. {Lore}
You want the short of it? {Lore}
Keep your voice down. {Lore}
My mother told me this, and she was seldom wrong. {Lore}
I know one thing. {Lore}
{Lore} That is all I know.
{Lore} Believe it or do not.
== rumour
? Heard any rumours? | What's the news? | any gossip | What do people say around here? | Tell me something I don't know. | news? | What is there to know about these parts? | tell me a secret about this place | Any local legends?
One thing goes round. {Lore}
You did not hear it from me. {Lore}
Only the old thing. {Lore}
People say this, mostly after dark. {Lore}
== no_lore
? What is {topic}? | Tell me about {topic}. | do you know {topic} | Have you heard of {topic}? | What's the story of {topic}? | heard any rumours? | any news
I know nothing of that. Nobody told me and I did not ask.
That is a story for somebody older.
Not a thing I know. Ask where the beer is.
If there is a story in that, it never came by here.
I have heard the words. I never heard the rest.
== past
? What happened to you? | Tell me about your past. | How did you come here? | What's your story? | how long have you been here | Were you always here? | What did you do before? | where did you come from originally | Have you always done this? | tell me your story | How did it all begin?
{Past}. The rest is weather.
Since you ask, {past}.
It is soon told. {Past}.
{Past}. I do not tell it twice in one night.
Before this, {past}. Then here.
You would not think it, but {past}.
It began badly. {Past}.
== no_past
? Tell me about your past. | What's your story? | how did you come here | What did you do before?
I have been here as long as the damp has. There is no story in it.
There was a before. I left it outside.
Nothing happened to me. I am grateful.
== secret
? What are you hiding? | Tell me your secret. | What are you not telling me? | do you have a secret | What did you do? | You are hiding something. | come on, you can trust me with it | I know your secret. | Confess! | what's the thing you never tell anyone? | whats ur secret
If I had one I would not keep it in my mouth.
Everybody has something under the floor. Leave mine there.
No. Ask me about the weather.
You are not the first to fish there.
I am hiding my patience, and it is nearly gone.
Some doors are shut because they are doors.
I tell that to nobody, and you are not nobody yet.
That is between me and the water.
== remember
? Do you remember me? | Remember me? | Have we met? | what do you remember about me | You know me, don't you? | do u remember what i did | We met before, didn't we? | What do you know about me?
I do. {Mem}.
You are {you}. {Mem}. I forget little.
I remember. {Mem}, and I thought about it after.
Of course, {you}. {Mem}.
How would I not? {Mem}.
== remember_not
? Do you remember me? | Have we met before? | You know me, don't you? | remember me? | What do you know about me?
No. You are a stranger here, and there is no shame in it.
We have not met. I would remember the noise.
I know your name is {you}. That is the whole of it.
You I have not seen before today.
== me
? Who am I? | What is my name? | do you know my name | What do they call me? | Do you know who I am? | say my name | whats my name
You are {you}, unless you stole it.
They call you {you}. I did not choose it.
You said {you}. I took your word.
You are {you}. If you have forgotten, sit down.
"""
