"""Questions whose answer stands on the card: who, where, what for, how much, whom, what happened."""

BLOCKS = """
== greet
? Hello. | Hi | Good evening. | Good day to you. | Greetings! | Hey there | Well met. | Hello, is anyone in? | Good morning | evening | hail | Hullo | Hello {name} | Hi {name}! | {you} comes in. | {you} waits. | Good day, {name}.
? hey | yo | heya | hiya | hello hello | good afternoon | Greetings, stranger. | Knock knock. | May I come in? | hi everyone | hello old friend | Good evening to you all. | G'day | Salutations! | I have just arrived. | Hello, I'm new here.
? Greetings and good health! | morning! | A fine day to you. | hello from the road | Peace be with you. | Hi, can I sit down? | oh hello | hello hello anyone home | Evening, everybody. | top of the morning | Is this where one says hello? | hey what's up | Hail and well met! | How do you do, I am new. | good to see you | Pardon the intrusion. | yo man | Blessings on this house. | Howdy. | hi hi hi
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
? I came back. | Here I am again. | hey, it's me | you again! | Back so soon, I know. | hello once more | guess who | I said I would come back.
? It is I, once more. | Back at last! | I missed this place. | hey, me again | We meet again. | good to see you again | I said I'd be back, didn't I? | remember this face? | I'm here again. | once more into your house | Here we are again, you and I.
You again, {you}. Sit where you sat.
Back already, {you}? The road must be poor company.
There you are again. I kept your place warm, in a manner of speaking.
Ah, {you}. I remember. {Mem}.
Good, {you} is back. {Mem}, and I have not forgotten.
You came back. Few do twice.
== who
? Who are you? | who are you | And who might you be? | Tell me about yourself. | Who am I speaking to? | who r u | What are you? | Introduce yourself. | So who is this then? | I don't think we have met. | tell me who you are please | who's this
? Who am I talking to? | Tell me who you are. | who's there | and you are? | What kind of person are you? | I'd like to know who you are. | Tell me something about yourself. | who is this | Describe yourself. | what sort of creature are you | are you somebody important | I do not know you.
? And who are you, then? | Who do I have the honour of meeting? | you, who are you | what's your story in one line | So you are who, exactly? | tell me who i am speaking with
? Say, who are you? | What do people know you for? | I want to know who you are. | tell me about you | Who is it that speaks? | Who might this be? | identify yourself | Let me know who I have before me. | What is your story, who are you? | Sorry, who are you? | do I know you | You there, who are you? | Are you a local? | what's your deal | I have no idea who you are. | How would you describe yourself? | You seem to be somebody. Who? | introduce yourself please
I am {name}, {atrade}. That is most of it.
They call me {name}. I am {atrade} and have been a long while.
My name is {name}. I live at {home}, and I am {atrade}.
I am {name} of {home}. I am {atrade}, whatever you heard.
You are speaking to {name}, {atrade}.
Just {name}. I am {atrade}, and I want to {goal}.
I am {name}, {atrade}. Ask at {home}, they know me.
== name
? What is your name? | your name? | What's your name | What do they call you? | name | Do you have a name? | I did not catch your name. | What should I call you? | may i know your name | whats ur name | Remind me of your name.
? Have you got a name? | What are you called? | Give me your name. | name please | What name do you go by? | tell me your name | I forgot your name. | what is ur name again | How are you called here? | By what name do people know you? | Can I have your name? | What did your mother call you?
? And your name? | say your name | your name, stranger | Might I know your name? | what shall i call you | I would like to know your name. | Who do I say sent me? | what's your name again | Name yourself.
? By what name do you go? | What name did they give you? | how are you called | May I have your name? | What is the name? | who should I ask for next time | State your name. | names? | what were you christened | What do your friends call you? | Tell me what you are called. | which name do you use | Could I trouble you for your name? | you have a name, right | I should at least know your name. | the name please | What name shall I write down?
My name is {name}.
I am called {name}. It was cheap and it fits.
They call me {name}.
You may call me {name}. Others call me worse.
It is {name}. Say it slowly and it lasts.
The name is {name}. Keep it dry.
I was named {name}, and nobody apologised.
== trade
? What do you do? | What is your trade? | what do you do here | What's your job? | How do you earn your bread? | what is your work | your trade? | So what do you do all day? | Do you work here? | What are you good at? | profession?
? What do you do for work? | whats your trade | Are you a merchant? | What is your profession? | how do you make money | What kind of work is that? | Tell me about your work. | What are you doing here? | What is that you are doing? | do you like your job | How long have you done this work?
? What are you, by trade? | So what is your job? | what work do you do | How do you fill your days? | What is it that you do? | what are you busy with | And for a living? | How do you live? | Is this your work? | what do people pay you for | What do you do all day long? | do you have a job
? why do you do this job | Why this work? | do they pay you for that | is it hard, your work | How did you get this job?
? What sort of work is it you do? | How do you earn money? | do you work | What are you employed as? | So you work here? | What job do you have? | your occupation? | What is your craft? | what's your role here | Is there a trade you follow? | What do they hire you for? | What are your duties? | are you in charge of something | What makes you useful? | what kind of job is that | Do you do anything besides talk? | how do you spend your working day | Earn an honest living, do you? | What is your calling?
I am {atrade}. Somebody has to be.
I am {atrade}. It pays in damp and gratitude.
My work? I am {atrade}, and I am good at it on dry days.
I am {atrade}. You were expecting a prince?
I earn my bread as {atrade}. It is thin bread.
By trade I am {atrade}. By night I sleep, when let.
== home
? Where do you live? | Where are you from? | where u from | Where is your home? | Do you live here? | You live nearby? | where do you sleep | Whereabouts do you live?
? Where do you come from? | where do you stay | Which house is yours? | is your house near | Where do you spend the night? | What is your home like? | are you from around here | Where do you go at night?
? Where is it you live? | home, where is that | Do you have a home? | where is your bed | Where would I find you at night? | which place is your home
? Where do you rest your head? | do you sleep here | What is your address? | Which roof do you sleep under? | where do you dwell | Are you from this place? | Do you have a house? | Where is your bed? | what part are you from | Where are your people from? | where do you go home to | Do you live close by? | which village do you come from | Got a place of your own?
I live at {home}. It leans, but it has not fallen.
My bed is at {home}. It is damp on the left side.
I am from {home}. You will have walked past it and not noticed.
At {home}. The roof is mine on Sundays.
I keep my boots at {home}, so that must be home.
== where
? Where am I? | where is this | What is this place? | where am i?? | What do you call this place? | Tell me about this place. | Is this the right place? | what place is this | Where have I come to? | I don't know where I am.
? What is this building? | where are we | Where exactly is this? | Where on earth is this? | what's the name of this place | Describe this place. | What do people do here? | what is here | Tell me where I am, please. | I seem to have come to the wrong place. | Which place is this? | How is it here?
? What do folk call this place? | where did I land | How is this place called? | And this place, what is it? | where have I come | What part of the world is this? | Is this still the moor? | this place, what is it called | what do they call it here | I have no idea where I am. | What am I looking at here? | Where did the road bring me?
? Tell me what this place is. | where am I standing | What am I in? | Which place have I reached? | what's this | this is where exactly | Have I reached the right place? | What house is this? | Is there a name for this place? | I am new here, what is this? | how is this spot called | What have I walked into? | where is here | Explain this place to me. | where did my feet take me | So this is what? | What is this town? | name of this place? | I can't tell where I am.
This is {place}. You are standing in the good part.
You are at {place}. It was here before you and it will be here after.
They call it {place}. Mind the floor.
You came to {place}. People mostly do it by mistake.
This is {place}. {About}
You are at {place}. You can see for yourself. {About}
This is {place}, and the way out is the way in.
== work
? Do you have any work for me? | Any work? | I need a job | Can I help you with anything? | Got a quest for me? | quest? | Is there anything to do here? | Do you need help? | I'm looking for work. | Give me a task | any jobs going | What needs doing? | I could use some coin. | got anything for me to do?
? Is there work? | Have you got something for me to do? | i want a quest | Do you have a quest? | What can I do for you? | I want to help. | How can I help you? | Is there something you need? | I am looking for adventure. | need a hand? | Put me to work. | can I be useful | I will do anything for a coin. | What do you need? | Is anybody hiring?
? Is there any task I could do? | let me help you | Need any help? | Do you have jobs? | what can I do around here to help | I seek employment. | Any errands? | Anything I can carry for you? | I'd like to be of use. | Got a mission for me? | Where can I earn a coin? | is there anything that needs doing | Do you require assistance? | give me a mission | I'm here to help. | Do you have a problem I could solve? | Some work would suit me. | hire me | I could do with a purpose. | What would you have me do?
There is one thing. I mean to {goal}. I could use a second pair of hands.
Work? I want to {goal}, and I cannot do it alone.
Help me {goal} and I will owe you. I pay what I owe.
I need somebody with dry boots. I have to {goal}.
You could carry things. After that we {goal}.
If you mean it, I am trying to {goal}. It pays in soup.
Yes. I want to {goal}. Will you come?
== work_none
? Do you have any work for me? | Any work? | got a quest for me | Is there anything I can do? | Do you need help? | I'm looking for work | any jobs
? Do you have a quest? | What can I do for you? | I want to help. | need a hand? | i want a quest | Is there something you need? | I could use some coin.
None that I would give a stranger. Ask again when the fog lifts.
No work today. You could sweep, but nobody will thank you.
Nothing needs doing that is not already being done badly.
Work, no. Chores, always. There is the bucket.
== goal
? What do you want? | What are you after? | what is your goal | What is your dream? | What keeps you here? | If you could have one thing, what would it be? | what do you hope for | Why do you stay? | What would make you happy? | whats your goal
? What is it you want? | what do you wish for | What are you looking for? | What is your heart's desire? | Why are you here? | What are you waiting for? | what drives you | Do you have a dream? | What do you want out of life? | What would you ask for, if you could? | what are your plans | What is it that you need most?
? What are you hoping for? | what would you like most | Tell me what you want. | What would you give anything for? | Is there something you want badly? | what is it that you wish | What do you dream of at night? | what matters to you
? What is your aim? | What would you like to have? | what's your ambition | Is there something you long for? | What are you trying to do? | what do you wish to achieve | What are you hoping to do one day? | what would make your life better | Tell me your wish. | What matters most to you? | Where do you want to end up? | what's it all for | Is there a thing you must do before you die? | What do you desire? | why do you get up in the morning | what are you living for | What is left for you to do? | Got any plans?
I want to {goal}. After that I will rest.
One thing. I want to {goal}.
I mean to {goal}. Do not laugh.
What I want is to {goal}. It is not much, and it is not likely.
I stay because I have to {goal}.
To {goal}. You did ask.
I would give my best coat to {goal}.
== wares
? What do you sell? | What have you got? | Show me your wares | what do u sell | Are you selling anything? | I'd like to buy something. | What is for sale? | wares? | Anything worth buying? | Can I see what you have? | shop | What are your prices? | what can I get here
? What can I buy here? | Let me see your goods. | what's in stock | I want to trade. | Do you have anything for sale? | What do you have for me? | sell me something | I have money to spend. | What's on the shelf? | buy | trade | Let's do business. | What is there to drink? | what do you offer
? What could I buy off you? | have you something to sell | What have you for sale today? | sell me anything | Let me look at your wares. | what are you selling | Got goods? | I need supplies. | what could i buy
? I have some silver. What can I get? | what can I get for 3 silver | what do i get for a copper | I have money. What do you have? | I want to spend my coin.
? Do you sell? | what could you sell me | May I see your wares? | What do you have to offer? | I wish to purchase something. | Anything for a customer? | Show me the goods. | what do you trade in | list your prices | Do you keep a shop? | Is there anything here I could buy? | I'm shopping. | let me browse | what's for sale here | Do you have supplies? | how about a trade | What can my money buy? | got any goods
I have {wares}.
There is {wares}. Look with your eyes.
Today I have {wares}. Tomorrow, who knows.
You can have {wares}. I do not give change.
For sale, {wares}. The rest is mine.
I sell {wares}. It is all honest, more or less.
== price
? How much is {low}? | how much for {low} | What does {low} cost? | price of {low}? | What do you want for {low}? | {low}, how much? | And {low}? | I'd like {low}. What's the damage? | is {low} dear? | Tell me what {low} costs.
? {low} - how much? | What would {low} cost me? | And what is {low} worth? | what's the price of {low} | How many coins for {low}? | can i afford {low} | What do you charge for {low}? | How expensive is {low}? | {low}?
? What does one pay for {low}? | {low} costs what? | how dear is {low} | I was thinking of {low}. How much? | tell me the price of {low}
? What do you ask for {low}? | Could I afford {low}? | What is the price on {low}? | {low}, what's it worth | how much money for {low} | What do I owe you for {low}? | And how much is {low} today? | If I took {low}, what would I pay? | price check on {low} | Name a price for {low}. | how much does {low} go for
For {ware}, {price}. I did not make the world.
That is {price} for {ware}.
I ask {price} for {ware}. You may look sad at me, it costs the same.
You can have {ware} for {price}.
It is {price}. It was less before the fog.
Call it {price} for {ware}, and no speeches.
== buy
? I'll take {low}. | I want to buy {low} | Give me {low}. | one {low} please | {low}, please. | Can I have {low}? | I will buy {low}, here is the money. | sell me {low}
? I want {low}. | let me have {low} | I'd like to buy {low}. | A deal: {low}. | i will take {low} please | Wrap up {low} for me. | Here is my coin for {low}. | Hand over {low}.
? I would like {low}, please. | {low} it is then. | Put {low} on the table, I'm paying. | ok i'll buy {low} | Make it {low}. | Here's the money, give me {low}. | I think I shall take {low}. | Right, {low} for me. | let me buy {low}
Then {ware} is yours. That is {price}.
Good. {Price} in my hand and {ware} in yours.
You have {ware}, I have {price}. We are both poorer.
Done, {price}. Mind {ware}, it does not like the rain.
Take {ware}. Leave {price} where I can see it.
== haggle
? That's too much. | Too expensive! | Can you do it cheaper? | I'll give you half. | make it less | That is robbery. | Lower the price. | Any discount? | I only have two coppers | come on, a better price
? that's a lot | Can you go lower? | I can't afford that. | Come on, for a friend. | cheaper please | Would you take less? | I have only one coin. | How about half? | That is too dear. | Let's bargain.
? Could you come down a bit? | that's way too expensive | I'll give you a bit less. | You drive a hard bargain. | My purse is thin. | Half that and I'm yours. | Not for that money. | Be reasonable. | knock something off | how about a lower price | Is that your best price? | that costs too much
The price is the price. I only say it.
No. I have to eat as well, and I eat slowly.
You may have it for the same money and a worse mood.
Half? I will give you half of it, then.
I could, and then I would have to look at myself.
A little off, then. For the wet look of you.
Robbery is quicker. This is trade.
== no_wares
? What do you sell? | What have you got for sale? | Show me your wares | wares | Can I buy something? | how much for the {thing}? | sell me a {thing}
? What can I buy here? | I want to trade. | Do you have anything for sale? | sell me something | what's in stock | Let me see your goods.
I sell nothing. I have enough trouble giving things away.
Nothing here is for sale, least of all me.
You want a market. I am only {atrade}.
No wares. You may have advice, it is unsold.
== not_sold
? Do you have a {thing}? | How much for a {thing}? | I need a {thing}. | Do you sell {thing}s? | got a {thing}? | I'd buy a {thing} if you had one. | have you a {thing} to sell
? Have you any {thing}s? | I want to buy a {thing}. | do u have a {thing} | Where could I get a {thing}? | I am looking for a {thing}.
None of those here. I have {ware} for {price}.
Not since the flood. There is {ware}, for {price}.
I had one once. Now I have {ware} for {price}.
No. Try somebody luckier.
What I have is {ware}, for {price}. What you want is another stall.
Not that. I could let you have {ware}, at {price}.
== person
? Do you know {other}? | Who is {other}? | Tell me about {other}. | what about {other} | {other}? | Have you met {other}? | do you know someone called {other} | I was told to ask about {other}. | I met {other} on the road. | What is {other} to you? | where do you know {other} from
? Do you know who {other} is? | what can you tell me about {other} | Is {other} a friend of yours? | How do you know {other}? | {other} sent me. | {other} says hello. | Who's {other}? | What about {other}? | Where is {other}? | And {other}, who is that? | tell me everything about {other} | Have you seen {other} lately?
? And what about {other}? | is {other} known to you | Ever met {other}? | What is {other} like? | what's between you and {other} | {other}, do you know the name | Are you related to {other}? | What does {other} mean to you?
? Who is this {other}? | What do you make of {other}? | how do you and {other} know each other | Have you any news of {other}? | {other} told me to come here. | I need to know about {other}. | Say something about {other}. | {other}, friend or foe? | where does {other} come into this | Is {other} from here? | I bring greetings from {other}. | What can you say of {other}? | Tell me who {other} is. | what's {other} like | I spoke with {other} today.
I know {other}. That is {bond}. {Feeling}.
Yes, {other} is {bond}. {Feeling}.
You mean {other}, {bond}. {Feeling}, since you ask.
That would be {bond}. {Feeling}.
Oh, {other}. {Bond}. {Feeling}, and that is enough of that.
I should say so. {Other} is {bond}.
== feeling
? How do you feel about {other}? | Do you like {other}? | do you trust {other} | What do you think of {other}? | Are you and {other} friends? | is {other} a good person | do you love {other}?
? Do you get on with {other}? | what do you feel for {other} | Is {other} to be trusted? | Do you miss {other}? | What's your opinion of {other}? | are you angry with {other} | Do you hate {other}?
? You and {other}, is it well between you? | do you care for {other} | How are things with {other}? | you like {other}, don't you | What would you say of {other}, honestly?
? can I trust {other} | Should I trust {other}? | Would {other} lie to me? | is {other} dangerous | Is {other} any good?
? Do you love {other}? | You don't like {other}, do you? | how do you feel when you see {other} | Are you on good terms with {other}? | is {other} a friend | Do you and {other} quarrel? | What is {other} to your heart? | would you help {other} | Can one rely on {other}? | are you fond of {other} | Do you think well of {other}?
About {other}? {Feeling}.
{Feeling}. There, it is said.
You ask plainly. {Feeling}.
It is not simple. {Other} is {bond}, and {feeling}.
I will say this of {other}: {feeling}.
== stranger
? Do you know {who}? | Who is {who}? | Have you seen {who}? | Tell me about {who}. | where can i find {who} | {who}? | what do you know about {who} | I am looking for {who}. | Is {who} here?
? Does the name {who} mean anything to you? | You know {who}, don't you? | do you know somebody called {who} | {who} sent me. | Have you heard of {who}? | Where does {who} live? | who's {who} | My friend {who} told me about you. | I have a letter for {who}. | Did {who} come through here? | is {who} around
? Ever heard the name {who}? | {who}, do you know that name | Is there a {who} here? | has {who} been here | They told me to find {who}.
? Does {who} live here? | have you come across {who} | I have business with {who}. | Can you tell me where {who} is? | Is {who} a friend of yours? | I must speak to {who}. | who on earth is {who} | {who} said you could help. | Do they know {who} here? | somebody named {who}, ring a bell | Have you anything to say about {who}?
I know no {who}. Ask somebody who drinks.
The name {who} means nothing to me.
I never met {who}. I have not missed it either.
No {who} comes by here. I would have noticed the boots.
Not a name I know, {who}. Say it again at the market.
If {who} came through here, it was quietly.
== others
? Who else is here? | who is here | Is anyone else here? | Are we alone? | Who are these people? | Who's around? | anybody else about? | who is that over there
? Who is that? | who else is in this room | Who are the others? | Is somebody else here? | Who can I talk to here? | Who's with you? | anyone else around | Who is that in the corner?
? Who are they? | Who is sitting there? | is there anyone to talk to | Name the people here. | Who shares this room with us? | who's here besides us | Which people come here? | Who else is around today? | are those friends of yours | Introduce me to the others.
There is {others}. Be polite.
You can see for yourself: {others}. And me.
Besides you and me, {others}.
Only {others}. It is a quiet night.
I count {others}. That is a crowd, here.
== alone
? Who else is here? | who is here | Are we alone? | Is anyone else here? | anybody else about?
? Is somebody else here? | who else is in this room | Who are the others? | anyone else around | Are you always alone here?
? Is nobody here? | Are you by yourself? | nobody but you | Where is everybody? | where are all the people | It is empty in here. | is it always this empty | Only you then?
Nobody. You, me, and the damp.
Only us. I counted.
There is you and there is me. It is plenty.
We are alone, unless you brought something in.
== lore
? What is {topic}? | Tell me about {topic}. | what do you know about {topic} | {topic}? | I heard about {topic}. | Is it true about {topic}? | What's the story of {topic}? | Have you heard of {topic}? | why do people talk about {topic} | Someone mentioned {topic}. | I came to see {topic}.
? I want to know about {topic}. | what happened at {topic} | Do you know the story of {topic}? | Explain {topic} to me. | Who made {topic}? | why is {topic} so famous | Do people still talk of {topic}? | Tell me the tale of {topic}. | what's the deal with {topic} | where is {topic}
? Is there a story about {topic}? | they say things about {topic} | What do people tell of {topic}? | What do you make of {topic}? | {topic}, what is it | So, {topic}. | I saw {topic} from the road. | I keep hearing of {topic}. | And {topic}? | Somebody should tell me about {topic}. | What about {topic}? | tell me of {topic} please | I wonder about {topic}. | have you ever seen {topic} | I would like to see {topic}. | Are you afraid of {topic}? | how old is {topic} | what became of {topic} | Who built {topic}? | what is it with {topic}
? What is the story with {topic}? | How did {topic} come to be? | is {topic} real | What happened to {topic}? | Do you believe what they say of {topic}? | I'm curious about {topic}. | {topic}: what do you know? | who knows about {topic} | People warned me of {topic}. | I read about {topic} once. | could you tell me more about {topic} | why is everyone afraid of {topic} | What do I need to know about {topic}? | Ever been near {topic}? | What's so special about {topic}? | Where does the story of {topic} come from? | the truth about {topic} please
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
? Any interesting news? | what's going on around here | Has anything happened lately? | Tell me a rumour. | What's new? | is anything strange going on | What should I know about this place? | What's the talk of the town? | tell me a local story
? What's happening in these parts? | heard anything lately | Tell me the news of the place. | What do the neighbours say? | Any stories going round? | What are people talking about? | got some news for me | Is there anything I should have heard? | what's the word | Anything odd of late? | give me the gossip
One thing goes round. {Lore}
You did not hear it from me. {Lore}
Only the old thing. {Lore}
People say this, mostly after dark. {Lore}
== no_lore
? What is {topic}? | Tell me about {topic}. | do you know {topic} | Have you heard of {topic}? | What's the story of {topic}? | heard any rumours? | any news
? I want to know about {topic}. | Do you know the story of {topic}? | What's new? | any interesting news? | Has anything happened lately? | tell me a rumour | where is {topic}
? What's happening in these parts? | heard anything lately | I'm curious about {topic}. | is {topic} real | What happened to {topic}? | Any stories going round? | who knows about {topic} | got some news for me
I know nothing of that. Nobody told me and I did not ask.
That is a story for somebody older.
Not a thing I know. Ask where the beer is.
If there is a story in that, it never came by here.
I have heard the words. I never heard the rest.
== past
? What happened to you? | Tell me about your past. | How did you come here? | What's your story? | how long have you been here | Were you always here? | What did you do before? | where did you come from originally | Have you always done this? | tell me your story | How did it all begin?
? How did you end up here? | What brought you here? | Tell me about your life. | What were you before? | where did you grow up | Have you had a hard life? | What's your history? | Tell me about when you were young. | What made you what you are?
? What was your life before this? | who were you once | What came before this? | Tell me how you got here. | Where were you before? | And before that? | what happened to you back then | How did your life go? | What did life do to you? | When did you come here, and why? | were you somebody else once | Tell me of the old days.
? What were you in former days? | How did you come to live here? | Have you always lived like this? | tell me about your past life | what did you do in your youth | Where did life take you? | How long ago did you come? | What made you come here? | did something happen to you | Tell me the story of your life. | How did you get into this? | who raised you | You must have a story. | What did you leave behind? | where were you ten years ago | What have you been through? | Why did you settle here?
{Past}. The rest is weather.
Since you ask, {past}.
It is soon told. {Past}.
{Past}. I do not tell it twice in one night.
Before this, {past}. Then here.
You would not think it, but {past}.
It began badly. {Past}.
== no_past
? Tell me about your past. | What's your story? | how did you come here | What did you do before?
? How did you end up here? | What brought you here? | Tell me about your life. | where did you grow up | What's your history?
? How did you come to live here? | tell me about your past life | Where did life take you? | You must have a story. | what did you do in your youth | Why did you settle here?
I have been here as long as the damp has. There is no story in it.
There was a before. I left it outside.
Nothing happened to me. I am grateful.
== secret
? What are you hiding? | Tell me your secret. | What are you not telling me? | do you have a secret | What did you do? | You are hiding something. | come on, you can trust me with it | I know your secret. | Confess! | what's the thing you never tell anyone? | whats ur secret
? Do you have any secrets? | what are you hiding from me | Tell me something nobody knows. | What don't you want me to know? | I can keep a secret. | You can trust me. | what is your darkest secret | Are you lying to me? | Is there something you are not saying? | spill it
? Is there something you hide? | You can tell me anything. | what's your secret | I know you are hiding something. | Nobody will know if you tell me. | What did you do that you never told? | is there something you are ashamed of | Let me in on it. | Confide in me. | what is it you don't say | Tell me what you never told anybody. | what are you covering up | Admit it. | you're keeping something back
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
? I was here before. | Do you know me? | we talked yesterday | What did I tell you last time? | Don't you recognise me? | what did we talk about | You remember what I said? | What did I ask you last time? | Do I look familiar?
? Surely you remember me. | I told you something last time. | what do you still know of me | do you recall our talk | You have not forgotten me? | Remember what I said? | What have I told you so far? | do i ring a bell | We spoke, you and I. | What did you keep of what I said?
? Do you remember what I told you? | what did i just ask you | what did i ask you about | Do you remember my question? | what was it I said before
? What do you remember about me? | Did you forget me? | Have you thought of me? | can you recall what I said | Tell me what I said last time. | You know what I asked before? | I hope you have not forgotten me. | am i familiar to you | What did I tell you about myself? | do you remember our chat | What was I on about last time?
I do. {Mem}.
You are {you}. {Mem}. I forget little.
I remember. {Mem}, and I thought about it after.
Of course, {you}. {Mem}.
How would I not? {Mem}.
== remember_not
? Do you remember me? | Have we met before? | You know me, don't you? | remember me? | What do you know about me?
? I was here before. | Do you know me? | Don't you recognise me? | we talked yesterday | Do I look familiar?
? Did you forget me? | Do you recognise my face? | am i familiar to you | You must know me. | Have you seen me before? | do you remember our chat | Were we ever introduced?
No. You are a stranger here, and there is no shame in it.
We have not met. I would remember the noise.
I know your name is {you}. That is the whole of it.
You I have not seen before today.
== me
? Who am I? | What is my name? | do you know my name | What do they call me? | Do you know who I am? | say my name | whats my name
? What's my name? | Do you remember my name? | who do you think i am | Tell me who I am. | What do you call me?
? And me, who am I? | who am i then | Say who I am. | do you recall what I am called | What was my name? | You know who I am? | am I known here | Tell me my own name. | Have you forgotten my name? | how do you call me
? What name do you have for me? | do you know what i am called | And my own name? | what was my name again, do you know | Who do you take me for? | How would you call me? | Tell me my name. | say what I'm called | do you even know my name
You are {you}, unless you stole it.
They call you {you}. I did not choose it.
You said {you}. I took your word.
You are {you}. If you have forgotten, sit down.
"""
