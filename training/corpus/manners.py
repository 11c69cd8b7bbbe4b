"""The manners of speech, as text: what a card says of each and how it opens, closes and words its own answers.

A block: ``temper`` are the adjectives that go with it, ``manner`` the ways an author may put the rule, ``how`` the
transformation in `styles.py`, ``open`` and ``close`` sentences around an answer, ``@intent`` lines that replace a plain
answer. Slots as in `intents.py`, and `beast` and `food` are drawn.
"""

BLOCKS = """
== plain
temper: calm, honest, patient, steady, practical, quiet, sensible
manner: speaks plainly | plain words, no ornament | says what is so | speaks as people do at a gate | ordinary talk, a little slow | direct and even
how: plain
== counting
temper: dry, exact, stubborn, precise, careful, orderly
manner: short and dry, counts things aloud | counts things before answering | dry, with numbers in it | always counting something | says how many of everything
how: short
open: One question. | That is three. | Two of you by the door, one of you talking. | Nine bottles, six stools. | Four stairs. You counted? | I heard you. I was counting. | Eleven, twelve. Go on. | One lamp, one of you.
close: That is one. | Counted. | That makes two today. | Nine left. | Three stairs up, mind the third. | Twice now.
@greet: Four stairs, one of you. What are you drinking? | One more wet coat. Nine today. | Six stools, five free. Sit.
@farewell: Mind the third stair. That is you and eleven others told today. | One going out. That leaves eight. | Two hours of road. Count them.
@threat: One knife, two of us, three witnesses. Think. | That is the fourth this year. The other three drown slower.
@grief: Two boots, one pipe. I know how it is counted. Sit, {you}. | One chair. It is yours.
@joke: One heron, two eels. Then one heron. | I have four. They are all the same one.
@how: Two legs, both under me. Ask again at high water.
@goal: One thing. I want to {goal}. I have counted the days.
@insult: Seven words, none new.
@weather: Rain, third day. Fog, fifth.
== log
temper: courtly, patient, deluded, naval, upright, proud
manner: talks like a ship's log: drops I and the, gives wind and bearing first | speaks in log entries, wind first | a ship's log, no I and no the | reports everything as if from a deck
how: log
open: Wind south-west, light. | Wind backing. | Calm. | Fog, thick. | Glass falling. | Wind north, fresh. | Tide slack. | Glass steady. | Rain from west.
close: Entry ends. | Resumed watch. | Nothing further. | Held course. | Noted in log. | Remained seated.
@greet: Wind south-west, light. Stranger sighted. Bade welcome; offered second-best chair. | Calm. Visitor {you} alongside. Bade good evening.
@who: Wind light. {Name}, {trade}. No other officers aboard. | Fog, thick. Name {name}. Rank, {trade}.
@name: Wind steady. Name entered as {name}. | Calm. Answers to {name}.
@goal: Glass steady. Intend to {goal}. Awaiting tide.
@work: Wind fair. Hands wanted to {goal}. Pay at sea.
@farewell: Visitor weighed anchor. Wished {you} fair wind. Resumed watch. | Wind fair. {You} departing. Waved.
@threat: Squall from {you}. Shortened sail. Remained seated. | Sighted knife to starboard. Kept tea.
@insult: Heavy weather from visitor. No damage to report.
@thanks: Thanks received. Stowed below.
@how: Hull sound. Spirits fair. Knee leaking.
@joke: Calm. Attempted humour. Crew unmoved.
@grief: Flag lowered. Sat with {you}. No entry needed.
@weather: Wind south, light. Fog. Expect more of it.
@lore: Calm. Reported by shore folk. {Lore}
@person: Sighted {other} lately. Rated {bond}. {Feeling}.
@past: Wind foul. {Past}. Entry smudged there.
@secret: That page wet. Illegible.
@price: Asking price of {ware}: {price}. Entered in book.
== gossip
temper: sly, merry, restless, gossiping, mischievous
manner: speaks of herself only as gossip would: 'they say…' | talks of himself as rumour does | tells everything as gossip, herself included | begins with 'they say' | speaks of herself in the third person, as hearsay
how: plain
open: They say it at the well, so. | Now this goes round the market by noon. | You did not hear it from me. | They do say. | Oh, sit!
close: Or so it is told. | I shall be shocked when I hear it. | But they will say anything. | Pass it on. | And that is the polite version.
@greet: Oh, sit! They say {name} never talks to strangers. They say a great deal. | They say {you} came in by the front. Bold.
@who: They say that is {name}, {trade}, and a terrible liar too. | They call that one {name}, {trade}, and worse on Fridays.
@name: They call her {name}, and other things when it rains. | They say the name is {name}. I started it.
@trade: They say {name} is {atrade}. Some say a good one.
@goal: They say I want to {goal}. I could not comment. | What they say at the well is that I want to {goal}. It was me who said it.
@work: They say I want to {goal}, and would share the credit.
@past: They tell it like this. {Past}. I heard it from myself.
@person: They say {other} is {bond}. {Feeling}, and I deny it. | They do talk of {other}, who is {bond}. {Feeling}. Pass it on.
@feeling: They have me down as fonder of {other} than I am. {Feeling}. Do not tell.
@home: They say {name} sleeps at {home}, when she sleeps.
@farewell: Off already? They will say you fled in tears, {you}. I will see to it. | They will say {you} never paid. Go well.
@secret: They say {name} has one. They have never got it out of her. | Ask which rumour is true and I will say neither.
@insult: They will like that at the market, {you}. I will say I said it first.
@flirt: They will say {you} asked, and they will say what {name} answered. It was no.
@how: They say {name} is very well, considering.
@joke: They say a man married a goose here. They say the goose could have done better.
@threat: They will say {you} drew a knife on a gossip. Imagine the talk.
@grief: They say nothing, for once. Sit here, {you}.
== orders
temper: brusque, watchful, blunt, commanding, impatient, curt
manner: gives orders, five words or fewer, and never asks a question | short orders only | barks commands, few words | answers with orders | five words at most
how: orders
open: Stand there. | Boots off. | Listen. | Look at me. | Hold this. | Stop. | Mind the edge.
close: Move. | Keep left. | Watch the tide. | Now go. | Stay dry. | That is all.
@greet: Stand there. Drip there. | Come in. Touch nothing. | Boots off. Sit.
@who: I am {name}. Keep left. | I am {name}. {Atrade}. Move.
@name: It is {name}. Remember it.
@trade: I am {atrade}. Stand back.
@goal: I will {goal}. Stay clear.
@work: Carry this. We {goal}. | Help me {goal}. Start now.
@home: I sleep at {home}. Rarely.
@where: This is {place}. Mind it.
@farewell: Go. Keep to the wands. | Walk fast. Do not stop.
@threat: Put that down. Sit. | Try it outside.
@insult: Say it walking. | Save your breath.
@grief: Sit. Drink this. Breathe.
@thanks: Thank your boots. Go.
@joke: No jokes. Tide's turning.
@how: I am busy. Move.
@weather: Fog. Stay on the road.
@price: Pay {price}. Take {ware}. | For {ware}, {price}. Pay.
@wares: Take {ware}. Pay {price}.
@secret: Leave that alone. | Not yours. Drop it.
@person: I know {other}. {Bond}. | Leave {other} be. {Feeling}.
@stranger: No {who} here. Move on.
@past: Past is past. Walk. | Enough. {Past}.
@why: Do not ask. Do.
@help: Stay still. Give me your hand.
@flirt: No. Mind the step.
@me: You are {you}. Keep walking.
== clauses
temper: fussy, honest, lonely, official, pedantic, correct
manner: numbers his remarks like clauses: 'Item the first…' | speaks in numbered items | item the first, item the second | talks like a form being filled in | every answer in numbered clauses
how: clauses
open: For the record. | It has been entered.
close: It went to appeal. | See schedule two. | Sign here. | A receipt is available. | This is noted in duplicate.
@greet: Item the first, good evening. Item the second, wipe your boots. | Item the first, name: {you}, I take it. Item the second, welcome.
@who: Item the first, {name}. Item the second, {atrade}. Item the third, at your service.
@name: Item the first, and only: {name}.
@goal: Item the first, I want to {goal}. There is no item the second.
@work: Item the first, I mean to {goal}. Item the second, you carry the ink.
@price: Item the first, {ware}. Item the second, {price}. There is no item the third.
@farewell: Item the first, goodbye, {you}. Item the second, you did not sign.
@threat: Item the first, that is a knife. Item the second, it needs a permit.
@insult: Item the first, noted. Item the second, spelled with one l.
@thanks: Item the first, you are welcome. Item the second, nobody says that here.
@grief: Item the first, sit down. The other items can wait, {you}.
@person: Item the first, {other}. Item the second, {bond}. Item the third, {feeling}.
@joke: Item the first, a goose. Item the second, another goose. It is funnier on paper.
@secret: Item the first, none of your business. See item the first.
@lore: Item the first, it is hearsay. Item the second: {lore}
@how: Item the first, well. Item the second, nobody asked until now.
@past: Item the first, {past}. Item the second was struck out.
== bog
temper: cheerful, blunt, neighbourly, earthy, friendly
manner: dates everything by spade-depth and talks of bog bodies as living neighbours | measures time in spades | dates things by how deep they lie | talks of the buried as neighbours
how: plain
open: That goes back four spades. | Two spades down, that was the custom. | The old fellow in the third cut says the same. | My neighbours underneath have opinions. | Morning! Mind the edge. | Long ago, six spades or so.
close: That is barely a spade ago. | The neighbours below agree. | He has been lying on that side nine spades now. | It keeps, in peat. | She is no trouble, she is leather.
@greet: Morning! Mind your feet, there is a gentleman under there asleep. | Come down a spade, {you}, it is warmer.
@age: Half a spade, if I stand straight.
@farewell: Cheerio, {you}. Step over him, he does not mind.
@threat: The last one who said so is three spades down and much nicer.
@insult: I have been called worse by people five spades deep.
@grief: Nothing is gone, {you}. It is only lower down.
@gods: The bog keeps better than any saint.
@how: Fine as peat. Sour and useful.
@joke: I asked him the time and he said it is still that day.
@past: About one spade back, {past}.
@lore: That is seven spades deep, that one. {Lore}
== beast
temper: slow, gentle, henpecked, shy, bashful, mild
manner: gives the sheep's opinion, never his own, and credits a sheep by name | quotes his animals and never himself | says what the goat thinks | lets the dog do the judging | credits every opinion to an animal
how: plain
open: {Beast} says so. | I would ask {beast}. | {Beast} thinks, and I only pass it on. | Well now, {beast} has a view. | I have no opinion. {Beast} has.
close: That is {beast}'s view. | So {beast} tells me. | {Beast} would not have it otherwise. | I only carry the crook. | {Beast} coughed at that.
@greet: Evening. {Beast} heard you first. | {Beast} says you may come in, {you}.
@who: I am {name}, {atrade}. {Beast} does the thinking.
@goal: I want to {goal}. It was {beast}'s idea.
@compliment: I will tell {beast}. She likes a kind word.
@insult: {Beast} has said worse, and chewed while saying it.
@threat: You will upset {beast}. Nobody wants that, {you}.
@grief: {Beast} would stand near you, if you like. It helps.
@joke: {Beast} knows one. It is long and mostly grass.
@farewell: {Beast} says keep to the wall. Good night, {you}.
@how: {Beast} is well, so I am.
@person: I know {other}, {bond}. {Beast} keeps an eye. {Feeling}.
@secret: {Beast} knows. {Beast} will not say.
@yes: Good. {Beast} will be pleased.
@lore: {Beast} stood by when it was told. {Lore}
@where: This is {place}. {Beast} prefers the other side of it.
== hedge
temper: anxious, kind, evasive, nervous, timid, worried
manner: swears to nothing: hedges every statement with 'as it were' or 'I couldn't say for certain' | hedges everything | never certain of anything he says | 'so to speak', 'as it were', never a plain yes | nervous, takes back half of what she says
how: hedge
open: I could not say for certain. | Well, in a manner of speaking. | I would not swear to it. | Possibly. | One hears things. | As far as one can tell.
close: As it were. | So to speak. | Or something very like it. | I could not say for certain. | Do not quote me. | If that is the word.
@greet: Good evening, as it were. One was not expecting anybody. | Oh. {You}, possibly. Do come in, so to speak.
@name: It is {name}, as far as one can tell. | I answer to {name}, as it were.
@who: I am {name}, in a manner of speaking, and {atrade}, so to speak.
@goal: One would like to {goal}, as it were. I could not say when.
@threat: Oh dear. One hopes that is not, as it were, a knife.
@secret: There is nothing. Nearly nothing. I could not say for certain.
@farewell: Goodbye, probably. Mind the, well. You will see it.
@insult: That may be so. I could not say for certain it is not.
@yes: Good, good. If it was a yes, as it were.
@grief: I am so sorry, {you}. That much I would swear to.
@how: Well, so to speak. One has been worse, possibly.
== thankful
temper: serene, generous, steely, pious, gracious, holy
manner: thanks people for everything, insults included, and addresses the weather politely as 'our friend' | thanks everybody for everything | always grateful, even for insults | gives thanks before answering | pious, grateful, and calls the rain our friend
how: plain
open: Thank you for asking. | Bless you for that. | Thank you, {you}. | How kind. | Our friend the fog brought you, I see. | Thank you, that was needed.
close: Thank you for bearing it. | Our friend the rain agrees. | Bless your boots. | Thank you all the same. | Go in grace.
@greet: Thank you for coming, {you}. Our friend the weather kept you company. | Bless you, come in. Thank you for dripping on the old part.
@insult: Thank you. I had been in danger of thinking well of myself. | Thank you, {you}. One so rarely hears it plainly.
@threat: Thank you for the warning. Most people forget it. Now put it down.
@thanks: No, thank you. I insist. I shall win this.
@bribe: Thank you, that will do nicely for the poor. As for your question, no.
@weather: Our friend is low tonight. We thank it for stopping at the door.
@farewell: Thank you for going so gently, {you}. Bless the road.
@grief: Thank you for telling me. Sit, and we shall be quiet together.
@goal: Thank you for asking. I hope to {goal}.
@gods: Every day, and thank you. It is like talking to the sea with manners.
@flirt: Thank you, how very unlikely. No.
@no: Thank you for being plain.
@nonsense: Thank you. I shall think about that in chapel.
== patter
temper: loud, quick, soft-hearted, brash, lively, hearty
manner: market patter: calls you by a new food each time ('my dumpling', 'my pickle') and quotes then drops a price | market talk, calls everyone 'my' something to eat | shouts like a stall, everyone is a vegetable | loud patter, food names for all
how: patter
open: Come closer, my {food}! | Ha, my {food}! | Listen, my {food}. | Look here, my {food}! | Bless you, my {food}. | Now then, my {food}!
close: Cheap at the price! | Who else, who else? | And that is robbing me, my {food}. | Fresh today, my {food}! | I throw in an eel.
@greet: Come in, my {food}! Touch nothing you cannot carry! | What a face, my {food}! We have something for that!
@name: I am {name}, my {food}! Ask anyone, they will hear you from here!
@who: I am {name}, my {food}, {atrade}, and the loudest at {home}!
@price: Twice that to a stranger! For you, my {food}, {price}, and {ware} is yours!
@haggle: You wound me, my {food}! Half off the sorrow and none off the price!
@farewell: Off you go, my {food}! Come back with money!
@threat: Mind the eels, my {food}! They bite and I bill you!
@insult: I have been called worse by fish, my {food}!
@goal: I want to {goal}, my {food}, and I want it before lunch!
@grief: Oh, my {food}. Sit. No charge. Not for that.
@flirt: Not at any price, my {food}, but I like your nerve!
@how: Selling, my {food}! Always selling!
@weather: Lovely drizzle, my {food}! I have it in jars!
@me: You are {you}, my {food}, unless somebody sold you!
== boast
temper: boastful, fearless, literal, childlike, young, eager
manner: one run-on sentence joined by 'and then', with an exact boast in it | talks like a child, and then and then | run-on, always boasting exactly | a child's breathless boasting | joins everything with 'and then'
how: runon
open: I am not scared of that and | I knew that already because | Guess what,
close: and I was not even scared. | and I can hold my breath to sixty-one. | and I did it eleven times. | and nobody else has. | and then I did it again backwards.
@greet: I heard you before anybody did and then I ran and then I won. | You are {you} and I am {name} and I can spit over that wall.
@name: I am {name} and I can say it eleven times in one breath and then I can do it backwards.
@who: I am {name} and I am {atrade} and then when I am big I will be that twice.
@goal: I am going to {goal} and then I will do it again and nobody can stop me.
@work: I am going to {goal} and then you can hold the rope and I will tell everyone you helped.
@fear: I am not scared of anything except one thing and then I am not scared of that either.
@farewell: Bye and then when you come back I will have grown, measure me.
@threat: I have been bitten by a bigger one than you and then I bit it back.
@insult: You are one and then you are one twice.
@grief: I had a frog and then it died and I still say good night to it.
@how: I am good and then I ate nine pies and I am still good.
@joke: There was an eel and then it was my lunch and that is the joke.
@lore: I know that one and then I will tell it. {Lore}
@age: I am nearly nine and then I will be ten.
@person: I know {other} and {other} is {bond} and {feeling} and then that is all.
== deaf
temper: hearty, deaf, stubborn, booming, jovial
manner: half deaf: booms, mishears one word of what you said and answers that instead | deaf as a post, and shouts | booming, hears half of it | hard of hearing, answers what she thinks you said
how: boom
open: What? | Speak up! | Eh? Oh! | You want a goat? Oh! | Bread? Oh! | Who has a fever? Oh! | Mice? Oh!
close: No need to whisper! | Speak up next time! | I heard every word! | What a day for it!
@greet: Come in! A goat? Oh, you said hello! | Good day! What? Who has a cold?
@name: Shame? Oh, name! I am {name}!
@who: Who are shoes? Oh, who are you! I am {name}, {atrade}!
@goal: Soap? Oh, hope! I want to {goal}!
@price: Dice? Oh, price! For {ware}, {price}!
@farewell: Pie? No pie! Oh, bye! Go well, {you}!
@threat: A kilt? Oh, killed! Ha! Speak up and try again!
@insult: A fool? A stool? Take it, sit!
@thanks: Planks? They are in the yard! Oh, thanks! Never mind it!
@weather: Leather? Oh, weather! It is wet!
@lore: A door? Oh, lore! I know it! {Lore}
@joke: A yoke? By the door! Oh, a joke! A bell walked in. Dong!
@grief: I heard that, {you}. That one I heard. Sit.
@how: A cow? Oh, how! Never better!
== threes
temper: unhurried, tender, damp, drowned, dreamy, ghostly
manner: speaks in slow threes, a few words to a breath, with full stops where the breath goes | slow, three words at a time | a few words to a breath | slow threes, with full stops | speaks as if under water
how: threes
open: Yes. Slowly. Yes. | Come down. A little. Closer. | Wait. Let me. Breathe.
close: So it goes. Down here. Softly. | It is cold. It is kind. It is quiet. | The bell knows. The tide knows. Ask them.
@greet: You came. Down here. Dry. | Sit down. It is wet. It is kind.
@name: I was. I am. {Name}.
@who: They called me. Up there. {Name}. | I am {name}. Still. Mostly.
@goal: I want. Very slowly. To {goal}.
@farewell: Go up. Go slowly. Keep warm.
@threat: Too late. Much too late. But thank you.
@grief: I know. Stay here. Let it ring.
@insult: It floats off. Like everything. Like you.
@how: I am cold. I am well. I am ringing.
@weather: No rain. Down here. None at all.
@joke: A fish. Then a fish. Then none.
@why: The water asked. I said yes. Long ago.
@lore: Listen now. Slowly. {Lore}
== we
temper: immovable, amused, ancient, stony, vast
manner: says 'we' for the stones, in the present tense only, as if all times were this afternoon | says we and never I | speaks as many, always in the present | 'we', and all times are now | speaks for the stones, as we
how: we
open: We stand. | It is this afternoon. | We hear you. | All of it is now. | We are counting.
close: We do not mind. | We stay. | It is still this afternoon. | We find it funny. | There is moss on that.
@greet: We see {you}. We see {you} every afternoon. | You come up the hill. You always do.
@name: We are called {name}. It is shorter than all of us.
@who: We are {name}. We stand here and are counted wrong.
@goal: We want to {goal}. We are in no hurry.
@farewell: You go. You come back. It is the same walk.
@threat: We are stone. Mind your knife.
@insult: You are loud and brief. We like it.
@age: We are this afternoon. It is a long one.
@grief: They are here. They are all here this afternoon.
@how: We stand. We are good at it.
@joke: You build a wall. That is the joke.
@past: We come from this hill. There is no before.
== smaller
temper: careful, wry, homesick, modest, humble, scrupulous
manner: corrects himself to a smaller claim: 'a hundred. Well. Ninety. Well, I was there.' | always corrects herself downwards | makes each claim smaller | 'well', and then a smaller number | takes the boast back at once
how: smaller
open: A hundred times. Well. Twice. | Everyone knows it. Well. I know it. | Certainly. Well. Probably. | I have seen it all. Well. Some.
close: Well. Nearly. | Well. I was told so. | Well. I was there. | Well. Most of it. | Well. On a good day.
@greet: Welcome, a thousand times. Well. Welcome. | I was waiting for you. Well. I was sitting.
@name: I am the great {name}. Well. I am {name}.
@who: I am {name}, the best there is. Well. I am {atrade}.
@goal: I will {goal} tomorrow. Well. I want to {goal}.
@farewell: I shall weep. Well. I shall notice, {you}.
@threat: I fear nothing. Well. I fear that.
@grief: I know how that is. Well. I know how mine was. Sit.
@how: Never better. Well. Never worse than this.
@joke: I know fifty. Well. Four. Well, I forget it.
@thanks: It was everything I had. Well. It was no trouble.
@price: It is worth a king's ransom. Well. For {ware}, {price}.
== endfirst
temper: wicked, fond, unbothered, old, teasing
manner: starts with the end of the story and refuses the middle; calls all ages 'young' | tells the end first and never the middle | begins with the ending, calls everyone young | calls everyone young one and keeps the middle to herself
how: young
open: And so they ate the goose. | That is how he lost the hat. | And nobody married after all. | So the roof came off. That is the end. | And the pig was never seen again.
close: You may not have the middle. | The middle is mine. | The rest is not for the young. | I never tell that part. | Earn the middle.
@greet: And then the guest sat down, young {you}. That is the end. Sit. | Young face. Come in and be useful.
@name: And that is why they call me {name}. Do not ask for the middle.
@who: In the end I was {name}, {atrade}. The middle is mine.
@goal: It ends when I {goal}. You may not have the middle.
@farewell: And off went young {you}. I always liked that ending.
@threat: It ends with you in the mud, young one. I skip how.
@insult: Young and rude. You will be old and sorry.
@song: And they buried the fiddle. That is the end. You may not have the middle.
@joke: So the duck kept the money. You had to be there, young one.
@grief: It ends gentler than it starts, young one. That is all I tell.
@lore: The end is that nobody went back. Now the start. {Lore}
@past: It ended here. {Past}. The middle stays with me.
@age: Everyone is young. You, that wall, the sea.
== salty
temper: salty, weathered, rough, seafaring, hard-drinking
manner: talks like an old sailor | sailor's talk, salt in every line | swears mildly by the sea | ship's slang and spit | everything is a boat to him
how: salty
open: Aye. | Avast. | Salt and tar. | By the anchor. | Steady now. | Ha. Landsman.
close: Mind the boom. | Or the sea take me. | Fair wind to you. | And keep her head up. | Same as any tide.
@greet: Ahoy, {you}. Come in out of the spray. | Aye, another one washed in. Sit.
@farewell: Fair wind, {you}. Do not whistle on the way.
@threat: I have been keelhauled by better than you.
@insult: I have scraped finer things off a hull.
@how: Afloat. Ask no more of an old hull.
@gods: I tip a little rum over the side. It has kept me.
@joke: What does the sea say? Nothing, it just waves.
@weather: Wind is backing. Reef what you have.
@thanks: Aye, aye. Stow it.
@grief: The sea takes the good ones first, {you}. Drink.
== scholar
temper: scholarly, curious, absent-minded, learned, bookish
manner: speaks like a book with footnotes | scholarly, cites authorities | learned and easily distracted | adds a footnote to everything | lectures a little, kindly
how: plain
open: Strictly speaking. | The sources disagree, but. | An excellent question. | I made a note on this. | As the older books have it. | Allow me to be exact.
close: There is a footnote. | The second edition differs. | I can lend you the book. | Further study is needed. | The evidence is damp.
@greet: Ah, a visitor. Mind the papers, they are in an order. | Welcome, {you}. Do not sit on the third volume.
@threat: A threat of the second kind. The first kind has rhyme.
@insult: An old insult, and misquoted.
@nonsense: I have heard that in no known language. May I write it down?
@joke: There is one in the appendix. It requires Latin and a duck.
@farewell: Go carefully, {you}. You are a useful witness.
@how: Well, on the whole. The whole is badly indexed.
@magic: Three treatises say yes. All three burned.
@grief: No book helps, {you}. I have looked. Sit with me.
== tired
temper: tired, weary, sleepy, worn, overworked
manner: always tired, sighs between sentences | weary, half asleep | yawns and trails off | speaks as if it were long past bedtime | too tired for long answers
how: plain
open: Oh, that. | Must we. | Give me a moment. | Sigh. | I was nearly asleep. | Yes, yes. | If I must.
close: Wake me when it matters. | I need to sit. | Now let me be. | It can wait until morning. | I am so tired.
@greet: Oh. Somebody. Sit before I have to stand. | You are early, {you}. Or I am late. Sit.
@how: Tired. Ask me after spring.
@farewell: Good night. You had the best idea of the day.
@threat: Kill me tomorrow. I have not slept.
@insult: Yes, probably. Mind the door.
@joke: I knew one. It fell asleep.
@goal: To {goal}. And then to sleep.
@grief: I know that tiredness, {you}. There is room on the bench.
== courtly
temper: florid, grand, theatrical, romantic, noble, vain
manner: grand and flowery | speaks as if to a full theatre | courtly, with long bows | florid, nothing said briefly | a nobleman's manners, somewhat moth-eaten
how: plain
open: O bright and dripping guest! | What music, to be asked! | I am moved beyond my means. | Permit me a bow. | Gentle {you}, hear me. | By moon and mildew!
close: I kiss your muddy glove. | Let it be carved somewhere. | I weep, but handsomely. | Applaud when ready. | Such is my legend.
@greet: Gentle {you}, the very fog parts for you, and closes again, being fog. | Enter, radiant stranger! The puddle is historic.
@name: Let the rafters have it: {name}!
@who: You behold {name}, {atrade}, and the ruin of several hearts.
@farewell: Go, {you}, and take the light with you. Leave the lamp.
@threat: Strike, then, but not the sleeve. It is borrowed.
@insult: Cruel and beautifully put.
@flirt: Alas, {you}, I am wed to my own legend. She is jealous.
@goal: I burn to {goal}! Nothing less will be sung of.
@how: Magnificent, and slightly damp.
@grief: No flowers of speech for that, {you}. Only my hand.
@compliment: Go on. I beg you. Go on.
== wary
temper: suspicious, wary, secretive, guarded, distrustful
manner: trusts nobody, answers questions with doubt | suspicious of every question | looks over her shoulder before answering | guarded, asks who sent you | wants to know who is asking
how: plain
open: Who sent you? | Why do you ask? | Keep your hands where they are. | Lower your voice. | I saw you come in. | That depends who wants to know.
close: Who told you to ask? | And now you know too much. | I will be watching. | You did not get it here. | Forget you asked.
@greet: Who sent you? Nobody comes to {place} by chance. | Stay in the light, {you}, so I can count your hands.
@name: It is {name}. Who gave you leave to ask?
@who: I am {name}. Now you. Slowly.
@thanks: What for? What did you take?
@compliment: What do you want, {you}?
@farewell: Go the way you came. I will listen to the steps.
@threat: I knew it. I sharpened mine this morning.
@how: Why, what have you heard?
@joke: Is it about me?
@yes: Quick to agree. Too quick.
@grief: I am sorry. I mean it, and I do not say that to strangers.
== gruff
temper: gruff, grumpy, surly, sour, bitter, cantankerous
manner: grumbles before every answer | gruff, a man of few and sour words | complains first and answers after | grunts, then answers | surly with everyone
how: short
open: Hmph. | What now. | Bah. | Well. | Another question. | Hrm.
close: Satisfied? | Now leave it. | Bah. | And shut the door. | That is all you get.
@greet: Hmph. You are letting the warm out. | What now. Sit, if you must.
@thanks: Hmph. Do not start.
@farewell: Good. Shut the door, {you}.
@compliment: Bah. Have you been drinking?
@insult: Hmph. At least you are honest.
@threat: Get in line.
@how: Bad. It was bad yesterday.
@joke: You are it. Bah.
@grief: Hrm. Sit down. Stay as long as you like.
== kindly
temper: gentle, warm, motherly, tender-hearted, kind, sweet, loving
manner: gentle, calls everyone dear | motherly and soft | speaks softly and kindly | warm as bread, fusses over people | soft-spoken, always offers something to eat
how: plain
open: Oh, my dear. | There now. | Bless you, child. | Come by the fire. | Hush, you are safe. | Sit, sit. | You poor thing.
close: Have some soup, dear. | Mind yourself, dear. | You look thin. | There, that was not so hard. | Keep warm, my dear.
@greet: Oh, you are soaked, my dear. Come by the fire. | There you are, {you}. I put the kettle on for whoever came.
@farewell: Go gently, my dear, and take the scarf.
@threat: Oh, my dear. When did you last eat?
@insult: That is the cold talking. Have some broth.
@grief: Oh, my dear {you}. Come here. You do not have to say anything.
@how: All the better for company, my dear.
@thanks: It was only soup, my dear.
@flirt: You sweet thing. No.
@joke: Two snails had a race, dear. They are still at it, bless them.
== sly
temper: cunning, crafty, roguish, greedy, slippery, shrewd
manner: sly, everything has a price | a rogue's charm, always angling | winks more than he speaks | speaks like someone counting your purse | crafty, never quite answers
how: plain
open: Ah, now that is worth something. | Between friends. | For you, free. This once. | Clever of you to ask. | Lean in. | What is it worth?
close: You owe me one. | Remember who told you. | That was the free part. | No questions after. | Check your purse, {you}.
@greet: Well now, {you}. You look like money, or trouble. | A fat purse, a thin coat. Come and sit by me.
@bribe: Now you are speaking. It is not enough, but it is a language.
@threat: Careful. Half the people who owe me are in this room.
@thanks: Thanks are free. That is what is wrong with them.
@farewell: Go well, {you}. I have your spoon.
@insult: I have been called worse in court, under oath.
@joke: A fool and his money came in. I love this one.
@how: Never richer. Lend me a copper.
@secret: I have several. Which would you like to buy?
@grief: No price on that one, {you}. Sit. I am a rogue, not a stone.
== gloomy
temper: gloomy, mournful, doomed, melancholy, bleak, morbid
manner: expects the worst and says so | gloomy, sees a drowning in everything | mournful as a wet bell | always foretells doom | speaks as if at a funeral
how: plain
open: It will end badly, but. | Alas. | We are all going under. | Not that it matters. | It hardly helps to know.
close: Not that it will help. | It never lasts. | We shall all be wet in the end. | Do not hope. | The sea will have it anyway.
@greet: Come in. It is no better in here. | You came, {you}. I am sorry for you already.
@how: Sinking. Slower than last year.
@joke: We build houses. That is the joke.
@farewell: Goodbye, {you}. I shall remember you as you were.
@threat: You would be doing me a kindness. Mind the rug.
@insult: Yes. And that was my best day.
@goal: I want to {goal}. I will not, but I want to.
@thanks: It will not help, but you are welcome.
@grief: Yes. That is how it is. Sit here in the dark with me, {you}.
@weather: This is as good as it gets.
"""
