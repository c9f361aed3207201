### Every sentence of Likeness in English. Plain, short, no Title Case, no full stop after one short sentence.

## Names
app-name = Likeness

## Numbers
money-exact = ${ $amount }
money-about = ≈ { $amount }
estimate-how = { $length } × { $rate } · { $mode }
estimate-at-most = At most { $length } × { $rate } · { $mode }
duration-seconds = { $seconds } s
level-decibels = { $number } dB
duration-minutes = { $minutes } m { $seconds } s
duration-minutes-alone = { $minutes } m
duration-hours = { $hours } h { $minutes } m
duration-hours-alone = { $hours } h
size-bytes = { $number } B
size-kilobytes = { $number } KB
size-megabytes = { $number } MB
size-gigabytes = { $number } GB
month-name = { $month ->
    [1] Jan
    [2] Feb
    [3] Mar
    [4] Apr
    [5] May
    [6] Jun
    [7] Jul
    [8] Aug
    [9] Sep
    [10] Oct
    [11] Nov
   *[other] Dec
}
day-and-month = { $day } { $month }
when-today = Today { $time }
when-yesterday = Yesterday { $time }
when-this-year = { $day } { $time }
when-long-ago = { $day } { $year }

## What a check found: whole sentences
found-portrait-missing = There is no portrait yet
found-portrait-reading = The portrait is being read
found-portrait-format = The picture is { $format }
found-portrait-bytes = The picture has { $size }
found-portrait-side = The picture has { $width } × { $height } pixels
found-portrait-aspect = The picture's ratio is { $ratio }
found-portrait-faces = { $count ->
    [0] No face was found
    [one] One face was found
   *[other] { $count } faces were found
}
found-portrait-link = The picture is an address: it is sent as it is, not checked here
found-portrait-link-seen = The picture is an address: it is sent as it is, and was looked at here
found-portrait-link-unseen = The picture is an address: it is sent as it is, and could not be looked at here: { $why }
found-portrait-link-private = The provider cannot reach the picture's address: it is not a public one
found-portrait-link-bad = The picture's address cannot be used
found-voice-missing = There is no voice yet
found-voice-reading = The voice is being read
found-voice-format = The sound is { $format }
found-voice-bytes = The sound has { $size }
found-voice-length = The sound is { $length } long
found-voice-level = The loudest place of the sound is at { $level }
found-voice-silent = The sound is silent
found-voice-quiet = The sound is almost silent: its loudest place is at { $level }
found-voice-clipped = { $count ->
    [one] The recording was too loud in one place
   *[other] The recording was too loud in { $count } places
}
found-voice-he-aac = The sound is coded as HE-AAC, of which some decoders hear only the lower half
found-voice-link = The voice is an address: it is sent as it is, not checked here
found-voice-link-private = The provider cannot reach the voice's address: it is not a public one
found-voice-id = The voice is an id: it is sent as it is, not checked here
found-voice-link-bad = This is neither an address nor a voice id
found-text-missing = There is no text to be spoken yet
found-text = { $count ->
    [one] The text has one character
   *[other] The text has { $count } characters
}
found-text-length = The text is about { $length } long when it is spoken
found-not-spoken = The text is not spoken yet
found-spoken = The text is spoken: the id of its voice is sent
found-spoken-kept = The text is spoken and the id of its voice has ended: its kept sound is sent
found-direction-default = No direction: the default is sent
found-direction = { $count ->
    [one] The direction has one character
   *[other] The direction has { $count } characters
}
found-callback = The callback address can be used
found-callback-private = The provider cannot reach the callback address: it is not a public one
found-callback-bad = The callback address cannot be used
found-own-id = The task id can be used
found-own-id-bad = The task id cannot be used
found-own-id-used = A task with this id exists already
found-title = { $count ->
    [one] The title has one character
   *[other] The title has { $count } characters
}

## What is allowed
allowed-portrait-format = JPG or PNG
allowed-voice-format = MP3, WAV, M4A or AAC
allowed-bytes = at most { $size }
allowed-side = at least { $pixels } px a side
allowed-aspect = from 1:{ $limit } to { $limit }:1
allowed-faces = best with one face
allowed-public = a public address
allowed-length = { $shortest } to { $longest } s
allowed-characters = { $count ->
    [one] at most one character
   *[other] at most { $count } characters
}
allowed-own-id = { $count ->
    [one] at most one character, no spaces
   *[other] at most { $count } characters, no spaces
}
allowed-callback = an https address
allowed-portrait-link = an http or https address with a host
allowed-voice-quiet = a voice louder than { $level }
allowed-voice-clipped = { $count ->
    [one] at most one place at full scale
   *[other] at most { $count } places at full scale
}
allowed-voice-coding = plain AAC
allowed-voice-link = an http or https address, or the id of a spoken voice

## Chips of what did not pass
chip-portrait-format-bad = { $format } — only JPG or PNG
chip-voice-format-bad = { $format } — only MP3, WAV, M4A or AAC
chip-bytes-bad = { $size } — more than { $limit }
chip-bytes-edge = { $size } — just over { $limit }
chip-side = { $width } × { $height }
chip-side-bad = { $width } × { $height } — a side under { $least } px
chip-aspect-wide = { $width } × { $height } — ratio { $ratio } is wider than { $limit }:1
chip-aspect-tall = { $width } × { $height } — ratio { $ratio } is taller than 1:{ $limit }
chip-faces = { $count ->
    [0] No face found
    [one] One face
   *[other] { $count } faces
}
chip-link-seen = Sent as a link
chip-link-unseen = Sent as a link, not seen
chip-link-private = Not a public address
chip-length-short = { $length } — shorter than { $limit } s
chip-length-long = { $length } — longer than { $limit } s
chip-voice-silent = Silent
chip-voice-quiet = Almost silent
chip-voice-clipped = Too loud, it crackles
chip-text-short = About { $length } — shorter than { $limit } s
chip-text-long = About { $length } — it may be longer than { $limit } s
chip-spoken = Spoken
chip-spoken-kept = Spoken · the kept sound is sent

## What would mend it
fix-choose = Choose another file
fix-convert = Save it in an accepted format, or choose another
fix-recompress = Save it smaller, or choose another
fix-enlarge = Choose a larger picture
fix-crop = Crop it, or choose another
fix-crop-to-face = Crop it to the face, or choose another
fix-trim = Cut it shorter, or choose another
fix-split = Cut it into several, or choose another
fix-pad = Choose a longer one
fix-speak = Type a text and have it spoken
fix-shorten = Write less
fix-rewrite = Write it as an address or an id
fix-use-file = Send it as a file

change-sound-converted = Coded anew from { $format }
change-sound-trimmed = From { $from } to { $to }
change-sound-padded = { $length } of silence at the end
change-sound-split-off = Part { $number } of { $count }

## Files that cannot be read
unreadable-missing = Nothing is at that place
unreadable-not-a-file = That is not a file
unreadable-empty = The file is empty
unreadable-too-large = { $size } is too large to be read here; at most { $limit }
unreadable-not-a-picture = This is not a picture of a known format
unreadable-not-a-sound = This is not a sound of a known format
unreadable-cannot-open = { $format } pictures cannot be opened here: save it as JPG and choose that file
unreadable-damaged = The file is damaged: { $why }
unreadable-denied = The computer would not let us read it: { $why }

## What was done to a picture: a few words each, in a row
change-converted = { $from } → { $to }
change-turned = turned upright
change-metadata-removed = hidden data removed
change-on-white = put on white
change-plain-colours = colours made plain
change-cropped = cropped to { $width } × { $height }
change-enlarged = enlarged from { $width } × { $height }
change-recompressed = JPG quality { $quality }
change-reduced = reduced from { $width } × { $height }

## Why the picture at an address was not looked at
unseen-not-public = it leads to an address that is not public
unseen-no-answer = no answer
unseen-too-slow = no picture within { $seconds } s
unseen-leads-on = it leads on to other addresses
unseen-status = the server answered { $status }
unseen-too-large = it is larger than { $limit }

## Stages and groups
stage-waiting = Waiting
stage-held = Held
stage-uploading = Uploading
stage-submitted = Queued
stage-processing = Rendering
stage-downloading = Downloading
stage-ready = Ready
stage-refused = Refused
stage-failed = Failed
stage-unknown = Unknown
stage-cancelled = Cancelled
group-all = All
group-in-flight = In flight
group-ready = Ready
group-failed = Failed

## Refusals
refusal-bare = { $what }.
refusal-quoted = { $what }: { $words }.
refusal-coded = { $what }: { $words } ({ $code }).
refusal-whole = { $what } Nothing was billed. { $next }
refusal-key = Refused: the API key was not accepted
refusal-key-next = Check the key in the settings.
refusal-funds = Refused: the account has no funds
refusal-funds-next = Top the account up at CometAPI, then use it again.
refusal-rights = Refused: the account has no right to this
refusal-rights-next = Look at the account at CometAPI.
refusal-parameter = Refused
refusal-parameter-next = Mend what it names, then use it again.
refusal-missing = Refused: the address was not found
refusal-missing-next = Check the base URL in the settings.
refusal-policy = Refused by the provider's rules on content
refusal-policy-next = Change the picture, the voice or the direction.
refusal-too-fast = Not taken yet: too many requests at once
refusal-too-many = Not taken yet: too many tasks at once
refusal-maintenance = Not taken yet: the provider is being maintained
refusal-later-next = It is sent again by itself.
refusal-address = Refused: this computer's address is not allowed
refusal-address-next = Look at the key's allowed addresses at CometAPI.
refusal-not-reached = The provider could not be reached
refusal-not-reached-next = Check the connection; it is sent again by itself.
refusal-here = Stopped on this computer before anything was sent
refusal-here-next = Mend what it names, then use it again.
refusal-other = Refused
refusal-other-next = Use it again, or ask CometAPI with the request id.

## Lost answers and faults
lost-cut = The connection dropped after the request was sent. It may have been billed.
lost-timed-out = No answer came after the request was sent. It may have been billed.
lost-unclear = The answer (HTTP { $http }) does not say whether it was taken. It may have been billed.
lost-interrupted = Likeness ended before the answer came. It may have been billed.
ask-network = The provider cannot be reached just now
ask-garbled = The provider gave no readable answer (HTTP { $http })
ask-busy = The provider asks us to wait
ask-refused = Asking was not allowed. { $why }
download-network = The download was cut off
download-dead = The video's address no longer works (HTTP { $http }); a new one is asked for
download-not-a-video = What came is not a whole video: { $why }
download-disk = The video could not be kept on this computer: { $why }
download-nothing = An empty file came in place of the video
download-words = A page or a message came in place of the video: { $words }
download-too-large = What came is larger than { $most }, which no such video is
download-bad-address = The provider gave an address for the video that is not safe to open
download-full = There is no room left in { $folder }. Make room there, or choose another folder in the settings; the download then goes on by itself
download-not-writable = Nothing can be written in { $folder }. Allow writing there, or choose another folder in the settings; the download then goes on by itself
download-elsewhere = Another Likeness is fetching it just now

## The key
key-in-keychain = key in keychain
key-from-environment = key from environment
key-for-session = key for this session
key-in-file = key in a file
key-kept-keychain = Kept in the system keychain
key-kept-environment = From the environment variable COMETAPI_KEY, for this session
key-kept-session = Kept in memory until Likeness ends: there is no keychain here
key-kept-file = Kept in the file { $place }, which every program that runs as you can read

## The form
mode-name = Quality
mode-standard = Standard
mode-professional = Professional
portrait-head = Portrait
portrait-drop = Drop a portrait here
portrait-paste = , paste it, or{" "}
portrait-limits = JPG, PNG, WebP… · at least { $pixels } px a side · up to { $size }
portrait-none = No picture at hand?
portrait-sample = Use the sample portrait
portrait-choose = Choose a portrait file
portrait-clear = Remove the portrait
portrait-path = Path or link of the portrait
portrait-preview = Portrait { $name }
place-choose = choose a file
place-reading = Reading…
place-link = Sent as it is; not checked here
place-link-unseen = Sent as it is; not seen here: { $why }
path-open = Path or link…
path-hint = A path on this computer, or https://…
path-take = Use
picture-failed = This picture cannot be shown here
voice-head = Voice
voice-way-file = File
voice-way-record = Record
voice-way-type = Type it
voice-way-link = Link / ID
voice-drop = Drop the voice here
voice-or = , or{" "}
voice-limits = MP3, WAV, M4A, FLAC… · { $shortest }–{ $longest } s · up to { $size }
voice-none = No voice at hand?
voice-sample = Use the sample voice
voice-choose = Choose a voice file
voice-clear = Remove the voice
voice-path = Path or link of the voice
voice-waveform = Waveform of { $name }
voice-parts = { $count } parts, each a video of its own
voice-parts-left = { $used ->
    [one] One of { $count } parts is used
   *[other] { $used } of { $count } parts are used, each a video of its own
}
voice-parts-whole = Back to the whole file
voice-part = Part { $number } · { $from }–{ $to }
voice-part-about = { $length } · { $price }
voice-part-leave-out = Leave out part { $number }
voice-link = Link or id of the voice
voice-link-hint = https://… or a voice id
direction-head = Direction
direction-count = { $count } / { $limit }
direction-count-default = Sent as is when you write nothing · { $count } / { $limit }
more-open = More
more-close = Less
more-title = Title
more-title-hint = For you alone; made from the file names when blank
more-callback = Callback URL
more-callback-hint = https://… is told when the status changes
more-own-id = Own task id
more-own-id-hint = A fresh one is made when blank
problem-portrait = The API would refuse this picture
problem-voice = The API would refuse this voice
problem-portrait-unreadable = This cannot be a portrait
problem-voice-unreadable = This cannot be a voice
problem-link = This address cannot be sent
problem-link-private = The provider cannot reach this address
problem-link-picture = The API would refuse the picture at this address
problem-use-file-more = Send what was seen there as a file; then it can be mended here
problem-choose-another = Choose another…
problem-choose-file = Choose a file…
problem-found = { $found }
problem-found-allowed = { $found }; { $allowed }

## Listening and recording
sound-play = Play the voice
sound-pause = Pause
sound-closer = Zoom in
sound-farther = Zoom out
trim-start = Start of the part that is used
trim-end = End of the part that is used
record-begin = Record the voice
record-longest = It ends by itself after { $longest } s
record-end = End the recording
record-in = Recording begins in { $seconds }
record-soon = Recording begins
record-running = Recording
record-ending = The recording is being written
record-level = How loud it is
record-again = Record again
record-from = What to record from
record-look-again = Look for microphones again
playing-no-sound = No sound device answers on this computer. Everything else works.
playing-no-speakers = No speakers or headphones are there
playing-denied = The system does not let Likeness play sound
playing-gone = The sound device went away
recording-no-sound = No sound device answers on this computer: connect a microphone or start the sound server, then look again. A file can be chosen instead.
recording-no-microphone = There is no microphone: connect one, then look again. A file can be chosen instead.
recording-denied = The system does not let Likeness use the microphone: allow it in the system's privacy settings, then look again.
recording-gone = The microphone went away. What was recorded until then is kept.
recording-not-written = The recording cannot be written: { $why }
recording-other = The recording ended: { $why }
toast-not-played = The voice cannot be played
toast-recording-found = An unfinished recording was found
toast-recording-found-more = It was being made when Likeness ended last time
toast-recording-use = Use it

## The footer
create-avatar = Create avatar
create-avatars = Create { $count } avatars
several-videos = { $count } videos · { $price }
create-keys = Ctrl ↵
create-keys-mac = ⌘ ↵
create-no-library = The library cannot be opened, so nothing can be created
create-no-practice = The practice server does not run, so nothing can be created
practice-not-billed = Practice · not billed
practice-would-be = Live, this would be about { $price }
add-both = Add a portrait and a voice
add-portrait = Add a portrait
add-voice = Add a voice
add-mend = Mend what is marked

## The top bar and the two columns
top-settings = Settings
top-theme-system = Theme: as the system
top-theme-light = Theme: light
top-theme-dark = Theme: dark
top-add-key = Add API key
top-practice = Practice mode · nothing is billed
top-practice-trouble = Practice mode · server not running
top-live = CometAPI · { $home }
top-opening = Opening…
column-compose = Compose
column-tasks = Tasks { $count }

## The status bar
status-unknown = { $count ->
    [one] 1 submission needs a look
   *[other] { $count } submissions need a look
}
status-in-flight = { $count ->
    [one] 1 job in flight
   *[other] { $count } jobs in flight
}
status-waiting = { $count } waiting
status-paused = Paused
status-practice = Practice server on this computer
status-practice-starting = Practice server is starting
status-practice-trouble = Practice server does not run: { $why }
status-name = State
status-idle = Nothing in flight
status-library = { $count ->
    [one] Library 1 video · { $size }
   *[other] Library { $count } videos · { $size }
}
status-library-empty = Library empty
status-library-opening = Library opening…
next-check = next check in { $seconds } s
next-check-in = next check in { $wait }
next-try = next try in { $wait }
next-look = next look in { $wait }

## The list
tasks-head = Tasks
tasks-search = Search tasks
tasks-search-hint = Search title, text, task id…
group-count = { $name } { $count }
task-practice = Practice
task-progress = Progress of { $title }
task-more = More for { $title }
task-open = Open
task-open-named = Open { $title }
task-folder = Show in folder
task-again = Use again
task-cancel = Cancel
task-hold = Hold
task-release = Release
task-edit = Take back and edit
task-first = Send first
task-earlier = Send earlier
task-later = Send later
task-last = Send last
task-stop = Stop sending
task-check = Check now
task-look = Look now
copy-task-id = Copy task id
copy-own-id = Copy own task id
copy-request-id = Copy request id
line-waiting = Waiting to be sent
line-held = Sent when you release it
line-paused = Paused · { $why }
line-in-line = Number { $number } in line · { $places ->
    [one] the one place is taken
   *[other] { $taken } of { $places } places taken
}
line-sending = Sending…
line-sent = Sent { $total } · waiting for the answer
line-uploading = Uploading { $percent } % · { $done } of { $total }
line-queued = Queued at Kling · { $time }
line-rendering = Rendering · { $time }
line-rendering-of = Rendering · { $time } of about { $about }
line-unrecognised = The provider says “{ $word }” · { $time }
line-fetching-soon = Done at the provider; its address is asked for
line-downloading = Downloading { $percent } % · { $done } of { $total }
line-downloading-some = Downloading · { $done }
line-failed = Failed at the provider, which gave no reason
line-failed-why = Failed: { $why }
line-looking = Looking for it at the provider
line-cancelled = Taken back before it was sent; nothing was billed
first-head = Your videos will appear here
first-more = Three things, and the rest happens in the background.
first-portrait = A portrait
first-portrait-more = One clear face, looking at the camera
first-voice = A voice
first-voice-more = A recording, or the link or id of one
first-video = A video
first-video-more = Downloaded and kept here, ready to open
library-opening = Opening the library…
library-trouble = The library cannot be opened
library-again = Try again
none-found = Nothing found
none-found-more = No task has all of these words
none-here = None here
none-here-more = No task is in this group now
none-show-all = Show all

## Notices
toasts-name = Notices
toast-dismiss = Dismiss
toast-spoken = { $title }. { $detail }
toast-ready = “{ $title }” is ready
toast-ready-more = { $length } · saved to your library
toast-refused = “{ $title }” was refused
toast-failed = “{ $title }” failed
toast-unknown = “{ $title }”: no answer came
toast-not-heard = A text to be spoken: no answer came
toast-paused = Paused: nothing more is sent
toast-paused-more = { $why } What runs is asked for now and then; nothing is lost.
toast-resume = Try again
toast-too-late = Too late to stop “{ $title }”
toast-too-late-more = Part of it has left. Cut off now, it might be billed without anybody knowing: its answer is awaited.
toast-cannot-cancel = “{ $title }” cannot be taken back
toast-cannot-cancel-more = The provider has it and offers no way to cancel. The video comes when it is done.
toast-cannot-cancel-live = The provider has it and offers no way to cancel: it is billed as approved. The video comes when it is done.
toast-not-media = Neither a picture nor a sound
toast-not-media-more = { $name } was left alone
toast-no-dialog = No file dialog can be shown here
toast-no-dialog-more = Paste it, or type its path
toast-key = The key could not be kept or removed
toast-task-not-saved = A change could not be written to the library
toast-task-not-saved-yet = A change could not be written to the library yet
toast-settings-not-saved = The settings could not be written
toast-not-opened = It could not be opened
toast-closing = Closes when the answer is here
toast-closing-more = A request is on its way; close again to leave now
toast-warning = Something could not be read and was left as it is

## Settings
settings-head = Settings
settings-close = Close
settings-account = Account
settings-library = Library
settings-limits = Limits
settings-appearance = Appearance
settings-about = About
account-key = CometAPI key
account-key-hint = sk-…
account-key-will = Will be kept in the system keychain, never in a file or log
account-key-choice = Without a keychain a key is kept for this session only, or in the file { $place }: every program that runs as you can read it there
account-key-session = This session only
account-key-file = Keep in a file
account-key-never = · never written to disk or logs
account-key-wrong = A key has no spaces and only plain letters, digits and signs
account-key-busy = Waiting for the keychain…
account-save = Save
account-cancel = Cancel
account-replace = Replace
account-remove = Remove
account-connection = Connection
account-test = Test connection
connection-free = Free of charge
connection-no-key = Add a key first
connection-testing = Testing…
connection-accepted = Key accepted · { $ms } ms
connection-none = No answer: { $why }
account-base-url = Base URL
account-base-url-session = From COMETAPI_BASE_URL, for this session
base-url-not-an-address = Not an http or https address
base-url-plain-http = Plain http is only allowed to this computer; use https
base-url-extras = It may not hold a user name, a query or a fragment
account-prices = Price per second, for the estimate
account-price-speech = A spoken text
account-price-note = Kling's list, July 2026
account-price-wrong = Write a price in dollars, such as 0.056
account-practice = Practise for now
account-practice-more = Although there is a key, nothing is sent to CometAPI and nothing is billed
library-videos = Videos
library-videos-note = Likeness's own folder; change it to keep videos elsewhere
library-change = Change…
library-own-folder = Back to Likeness's own folder
library-show = Show
library-show-videos = Show the videos
library-ledger = Library: the ledger, kept inputs, small pictures
library-show-ledger = Show the library
library-settings = Settings file
library-show-settings = Show the settings file
library-logs = Logs
library-show-logs = Show the logs
limit-portrait-format = Portrait format
limit-portrait-size = Portrait size
limit-portrait-side = Portrait sides
limit-portrait-aspect = Portrait ratio
limit-voice-format = Voice format
limit-voice-size = Voice size
limit-voice-shortest = Shortest voice
limit-direction = Direction
limit-voice-longest = Longest voice
limit-seconds = {" "}s
limit-voice-longest-note = CometAPI's page says { $usual } s, Kling's own pages { $most } s: above { $usual } s it may be refused
limit-at-once = Tasks at the provider at once
limit-at-once-note = The others wait here. Above what you paid for, the provider says “not now” (1303), and they wait too
appearance-theme = Theme
appearance-system = As the system
appearance-light = Light
appearance-dark = Dark
about-version = Version { $version }
about-licence = Licence
about-licence-text = MIT or Apache 2.0, as you choose
about-fonts = Fonts
about-fonts-text = Inter and Noto Sans SC, under the SIL Open Font License 1.1; egui's Hack and Ubuntu where they have no sign
about-faces = Face finder
about-faces-text = The model of the SeetaFace engine, © 2016 VIPL group, Institute of Computing Technology, Chinese Academy of Sciences, under the 2-clause BSD licence
about-leaves = What leaves this computer
about-leaves-text = The portrait, the voice and the direction of a task, to the base URL and nowhere else; in practice mode, nothing. The picture behind a link is fetched from its host

## The command line
cli-default-direction = No direction given; this is sent: { $text }
cli-practice = Practice mode: nothing is billed
cli-live = Live: { $base }, { $home }
cli-price = { $price } ({ $sum })
cli-price-practice = Would cost { $price } ({ $sum }); practice bills nothing
cli-speak-price = Having the text spoken costs { $price }, the video then about { $video } ({ $sum })
cli-speak-price-practice = Having the text spoken would cost { $price }, the video then about { $video } ({ $sum }); practice bills nothing
cli-speak-reused = The text is spoken already: nothing is paid for that
cli-speak-lost = { $why } These words are not sent again by themselves: answer it in the window, under “Type it”
cli-speak-under-way = These words are on their way already
cli-no-such-voice = No voice { $voice } speaks this language; “likeness voices” lists them
cli-voice-line = { $id } · { $names }{ $marks }
cli-voice-favourite = {" "}· favourite
cli-voice-dead = {" "}· not there any more
cli-confirm = Send? [y/N]
cli-confirm-yes = y yes
cli-check = { $found } ({ $allowed })
cli-progress-trouble = { $line }: { $why }
cli-bytes = { $done } of { $all }
cli-cannot-ask = Nothing was sent: there is nobody to ask here. Add --yes to send without asking
cli-nothing-sent = Nothing was sent
cli-awaiting-answer = A request is on its way; its answer is awaited first
cli-goes-on = It goes on without this program; take it up with: likeness wait { $id }
cli-prepared = portrait prepared: { $changes }
cli-fixed-portrait = portrait mended ({ $fix }): { $before } → { $after }
cli-fixed-voice = voice mended ({ $fix }): { $before } → { $after }
cli-no-such-task = The library has no task { $id }
cli-no-tasks = No such tasks
cli-window-works = A window is open on this library and does the work; this only watches
cli-key-unusable = No usable key on standard input: visible ASCII letters, up to 512
cli-key-no-keychain = There is no keychain here, so the key was not kept. Set COMETAPI_KEY, or use “likeness key set --file” to keep it in { $place }, which every program that runs as you can read
cli-key-present = Key ending in { $last }: { $home }
cli-key-absent = No key

## Where there is little room, and where nothing can be dropped
top-live-short = CometAPI
portrait-paste-here = Paste a portrait here
appearance-language = Language
appearance-scale = Size of everything
appearance-percent = { $percent } %
appearance-smaller = Smaller
appearance-larger = Larger
appearance-usual = Usual size
appearance-motion = Motion
appearance-motion-reduced = Reduced
appearance-motion-full = Full
appearance-x11 = Use X11 instead of Wayland from the next start on
appearance-x11-note = Files can be dropped on the window then; on some screens it looks slightly blurred
about-keyboard = Keyboard
about-keyboard-text = { $sheet } shows every shortcut, { $palette } finds everything that can be done
drop-picture = A picture becomes the portrait
drop-sound = A sound becomes the voice


## Actions, keys and menus
section-form = The form
section-tasks = The tasks
section-window = The window
section-help = Help
tip-with-keys = { $name } ({ $keys })
key-control = Ctrl
key-shift = Shift
key-alt = Alt
key-enter = Enter
key-space = Space
key-escape = Esc
key-home = Home
key-end = End
key-menu = Menu
action-paste = Paste a picture, a path or a link
action-undo = Undo the last change of the form
action-nothing-to-undo = There is nothing to undo
action-form = Go to the form
action-type-portrait = Type a path or link of the portrait
action-type-voice = Type a path or link of the voice
action-voice-file = Give the voice as a file
action-voice-record = Record the voice here
action-voice-type = Give the voice as typed text
action-voice-link = Give the voice as a link or id
action-play-voice = Play the voice, or pause
action-no-sound = There is no sound to play
action-records = A recording is being made
action-standard = Quality: standard
action-professional = Quality: professional
action-list = Go to the list of tasks
action-next-card = Go to the next or the previous task
action-end-card = Go to the first or the last task
action-open-card = Open the video of the task, or what went wrong with it
action-card-menu = Open the menu of the task
action-move-card = Move a waiting task in line
action-hold-all = Hold everything that waits
action-release-all = Release everything that is held
action-resume = Send and ask again after a pause
action-nothing-waits = Nothing waits to be sent
action-nothing-held = Nothing is held
action-not-paused = Nothing is paused
action-show-all = Show all tasks
action-show-in-flight = Show tasks in flight
action-show-ready = Show tasks that are ready
action-show-failed = Show tasks that failed
action-show-videos = Show the folder of the videos
action-palette = Find an action or a task
action-settings = Open the settings
action-settings-library = Settings: library
action-settings-limits = Settings: limits
action-settings-look = Settings: appearance
action-settings-about = About Likeness
action-larger = Larger
action-smaller = Smaller
action-usual-size = Usual size
action-language-system = Language: as the system
action-language-english = Language: English
action-language-french = Language: Français (French)
action-language-chinese = Language: 简体中文 (Chinese)
action-motion-system = Motion: as the system
action-motion-reduced = Motion: reduced
action-motion-full = Motion: full
action-stop-practising = Stop practising
action-remove-key = Remove the API key…
action-change-videos = Change the folder of the videos…
action-dismiss = Dismiss the newest notice
action-copy-notice = Copy the newest notice
action-close = Close what lies on top
action-quit = Quit
action-shortcuts = Show all shortcuts
action-remove-first = Remove what is there first
action-no-tasks = There are no tasks yet
action-no-notice = There is no notice
action-is-so = It is so already
action-session-practises = This run was asked to practise
action-largest = It is at its largest
action-smallest = It is at its smallest
palette-name = Find an action or a task
palette-field = What do you want to do?
palette-hint = A few letters of an action or a task
palette-list = Found
palette-none = Nothing is called “{ $query }”
palette-task = { $stage } · go to task
palette-count = { $count ->
    [one] 1 found
   *[other] { $count } found
}
palette-how = ↑ ↓ choose · Enter runs · Esc closes
shortcuts-head = Keyboard shortcuts
remove-key-title = Remove the API key?
remove-key-sentence = It is removed from where it is kept and from memory. Tasks at the provider go on; Likeness asks for them again when there is a key.
remove-key-yes = Remove the key
card-name = { $title }, { $stage }, { $line }
copy-error = Copy error text
toast-menu = Notice
toast-copy = Copy text
well-paste = Paste
text-menu = Text
text-cut = Cut
text-copy = Copy
text-paste = Paste
text-all = Select all

## Taking back and waiting
toast-undo = Undo
toast-portrait-removed = Portrait removed
toast-voice-removed = Voice removed
toast-portrait-replaced = Portrait replaced
toast-voice-replaced = Voice replaced
toast-portrait-edited = Portrait changed
toast-voice-edited = Voice changed
toast-portrait-not-edited = The portrait stays as it was
toast-voice-not-edited = The voice stays as it was
toast-both-replaced = Portrait and voice replaced
toast-form-replaced = The form was filled in anew
toast-draft-not-kept = What you fill in cannot be kept
busy-sorting = Looking at what was given
busy-dialog = Waiting for the file dialog
busy-dialog-more = Choose there, or close it
busy-opening = Opening

## The welcome
welcome-name = Welcome to Likeness
welcome-what = Make a picture speak
welcome-what-more = Choose a portrait and a voice, say how the avatar should act, and press Create. Everything is checked before it is sent, and the price is said first.
welcome-practice = Practise first, for nothing
welcome-practice-more = Without a key, a small server on this computer stands in for the provider and makes a real video. Nothing is billed and nothing leaves this computer. For real videos, add a key from CometAPI whenever you like.
welcome-no-keychain = There is no keychain here: a key is kept for this session only, or in a file, as you choose.
welcome-keys = Find your way
welcome-keys-more = Everything works by mouse and by keyboard. These are worth knowing:
welcome-step = { $step } of { $steps }
welcome-skip = Skip
welcome-back = Back
welcome-next = Next
welcome-start = Start

## Trouble with what this computer keeps and opens
library-newer = The library was made by a newer version of Likeness (its form is { $found }, this one knows { $known })
library-damaged = The library is damaged: { $why }
library-unwritable = The library cannot be written: { $why }
library-already-there = The library has a task with this id already
library-not-there = The library has no such task
library-unchangeable = The library has this task as “{ $stage }” already
library-closed = The library is closed
keychain-none = There is no keychain here: { $why }
keychain-locked = The keychain is locked: { $why }
keychain-not-a-key = What the keychain holds for Likeness is not a key
keychain-illegible = What the keychain holds for Likeness cannot be read
keychain-several = The keychain holds more than one key for Likeness
keychain-other = The keychain did not answer as it should: { $why }
key-file-unused = The key file { $place } is not used: { $why }
key-file-open = other users may read or write it; close it to them (chmod 600)
key-file-not-plain = it is a link or no ordinary file
key-file-not-ours = it belongs to another user
key-file-too-large = it is larger than any key
key-file-not-a-key = what it holds is not a key
open-missing = { $place } is not there
open-no-launcher = No program that opens files is installed; xdg-open, of the xdg-utils, is one
damage-cut-off = it is cut off
damage-no-pixels = it has no pixels
damage-too-many-pixels = it has more pixels than can be opened here
damage-no-decoder = { $format } pictures cannot be opened here
damage-no-sound = there is no sound in it
damage-coding = its sound is coded in a way that cannot be decoded here
damage-coding-of = its sound is coded as { $name }, which cannot be decoded here: save it as MP3, WAV, M4A or FLAC
damage-parts = { $bad } of its { $all } parts cannot be decoded
damage-changes = it begins as { $format } and does not go on as one
warning-settings-aside = The settings file cannot be read ({ $why }). It was set aside as { $place }; the defaults are used
warning-settings-stay = The settings file cannot be read ({ $why }) nor set aside ({ $reason }); the defaults are used
warning-settings-unreadable = The settings file { $place } cannot be read ({ $why }); the defaults are used
warning-setting = The setting { $name } is { $found }, which cannot be used. Allowed is { $allowed }
warning-library-aside = { $recovered ->
    [0] The library is damaged ({ $why }) and was set aside as { $place }. No task could be read from it; a new one was begun. Videos and kept inputs are where they were
    [one] The library is damaged ({ $why }) and was set aside as { $place }. 1 task was brought over to a new one. If it had not been sent for sure, it is looked for and not sent. Videos and kept inputs are where they were
   *[other] The library is damaged ({ $why }) and was set aside as { $place }. { $recovered } tasks were brought over to a new one. Those that had not been sent for sure are looked for and not sent. Videos and kept inputs are where they were
}
warning-library-lost = { $lost ->
    [one] { $said }. At least 1 task could not be read
   *[other] { $said }. At least { $lost } tasks could not be read
}
warning-task = Task { $id } could not be read and was left as it is: { $why }
warning-interrupted = An interrupted task could not be marked as such. { $why }
warning-form = The form that was kept in { $place } cannot be read: { $why }. It is left as it is
setting-address = an https address such as "https://api.cometapi.com"
setting-yes-no = true or false
setting-path = a whole path, from the root on
setting-words = one of { $words }
setting-per-cent = a number of per cent from { $least } to { $most }
setting-seconds = a number of seconds from { $least } to { $most }
setting-count = a number from { $least } to { $most }
setting-dollars = US dollars such as "0.056", with at most six decimals
setting-voices = ids of voices in quotes, as “likeness voices” lists them
setting-speed = a number from 0.8 to 2.0 with at most one decimal
setting-table = a table, [{ $name }]

## Why it did not start
start-bad-key = COMETAPI_KEY is not a key: only visible ASCII letters
start-bad-base-url = COMETAPI_BASE_URL cannot be used: { $why }
start-no-home = There is no home folder; set LIKENESS_HOME to a folder that may be written
start-no-threads = The system gives no threads: { $why }
window-no-display = There is no display for a window here; “likeness create” works without one
window-open-already = Likeness is open already; bring files to that window, or use “likeness create”
window-handed-over = { $count ->
    [0] Likeness is open already; its window was brought to the front
    [one] Likeness is open already; its window took the file
   *[other] Likeness is open already; its window took the { $count } files
}
window-no-renderer = The window cannot be opened ({ $why }); “likeness create” works without one

## The file dialogs
dialog-portrait = Choose a portrait
dialog-pictures = Pictures
dialog-voice = Choose a voice
dialog-sounds = Sounds
dialog-videos = Choose the folder for videos

## A lost answer
stage-dismissed = Given up
task-name = Enter task id…
task-dismiss = Give up…
task-send-again = Send again…
line-dismissed = Given up; it is looked for no more
dismiss-title = Give it up?
dismiss-sentence = It is looked for no more. If the request arrived it is billed all the same, and its video stays at the provider.
dismiss-yes = Give up
send-again-title = Send it again?
send-again-sentence = It may be billed twice: if the first request arrived, both are paid for. Once more it costs { $price } ({ $how }). The first one is given up.
send-again-yes = Send again
name-task-title = Which task is it?
name-task-sentence = CometAPI’s log of your account shows the ids of its tasks. The provider is asked for it, and it goes on from there.
name-task-field = Task id
name-task-wrong = An id has no spaces and at most { $count } characters
name-task-yes = Look it up
toast-not-there = The provider does not know that task
toast-not-there-more = { $id } was asked for; the submission stays as it was
toast-id-taken = That task is here already
toast-id-taken-more = Another task has the id { $id }
cli-resolve-in-window = A window is open on this library; settle it there
cli-not-lost = The answer to task { $id } was not lost

## The key and another host
key-host-title = Send your key to { $host }?
key-host-sentence = It was used with { $old } until now. Whoever runs { $host } can read it and spend with it.
key-host-tasks = { $count ->
    [one] It was used with { $old } until now. Whoever runs { $host } can read it and spend with it. One unfinished task will be asked for there.
   *[other] It was used with { $old } until now. Whoever runs { $host } can read it and spend with it. { $count } unfinished tasks will be asked for there.
}
key-host-yes = Send the key there
key-host-no = No, keep it back
key-host-not-allowed = The key may not go to this base URL yet
refusal-key-host = Not sent: the key may not go to this base URL yet
refusal-key-host-next = Allow it in the settings, or with “likeness key allow”.
cli-key-host = Nothing was sent: your key was used with { $old } until now, not with { $host }. If it may go there: likeness key allow
cli-settings-not-saved = The settings could not be written: { $why }
cli-key-allowed = The key may go to { $host }
## A video that is not here as it should be
line-video-gone = The video file is gone
line-video-changed = The video file was changed
line-video-damaged = Kept as it came, damaged: { $why }
line-video-asking = Asking the provider for it…
line-video-none = The provider has no video of it any more
line-spoilt = { $what }. The very same came { $times } times, so it is fetched no more by itself
line-spoilt-billed = { $said }. It was billed; ask CometAPI about task { $id }
there-until = the provider keeps it until about { $day }
there-no-more = it may be gone at the provider
task-fetch-again = Fetch again
task-keep-damaged = Keep it as it is
action-fetch-missing = Fetch the missing videos again
action-none-missing = No video is missing
toast-video-gone = The file of “{ $title }” is gone
toast-spoilt = “{ $title }”: what the provider has is damaged
cli-fetch-in-window = A window is open on this library; fetch the video again there
cli-video-trouble = { $path } ({ $trouble })
cli-and-then = { $what }; { $more }

## Details of what went wrong
task-details = Details…
task-settings = Open settings
action-details = Show the details of what went wrong
action-no-trouble = Nothing went wrong
details-title = Details of “{ $title }”
details-over = The trouble is over.
details-copy = Copy details
details-line = { $name }: { $value }
details-billed = Billed
details-billed-no = Nothing was billed.
details-billed-maybe = It may have been billed.
details-billed-taken = The provider took it, once; what it bills for it stands in your account there.
details-next = Next step
details-next-key = Check the key in the settings; it then goes on by itself.
details-next-account = Look at the account at CometAPI; it then goes on by itself.
details-next-base-url = Check the base URL in the settings; it then goes on by itself.
details-next-folder = Make room or allow writing there, or choose another folder in the settings; it then goes on by itself.
details-next-edit = Change the picture, the voice or the direction, then use it again.
details-next-look = Look now, enter its task id, or send the order again.
details-next-again = Use it again, or send the order again; both may be billed.
details-next-fetch-again = Fetch it again, keep it as it is, or ask CometAPI about the task id.
details-next-by-itself = Nothing: it is tried again by itself.
details-at = Time
details-http = HTTP status
details-code = Code
details-words = Words
details-request = Request id
details-task = Task id
details-own = Own task id
details-door = Sent to
details-practice = Practice, on this computer
## Mending, cropping, guidance
mend-convert = Convert
mend-smaller = Make smaller
mend-enlarge = Enlarge
mend-crop = Crop
mend-crop-to-face = Crop to face
mend-trim = Trim to { $longest } s
mend-split = Split
mend-pad = Add silence
mend-working = Working…
mend-back = Back to the original
change-became = { $before } → { $after }
problem-no-face = No face was found, but you can go on
problem-several-faces = Several faces: who speaks is left to chance
crop-title = Crop the portrait
crop-nothing = There is no picture here that can be cropped
crop-part = The part that is kept
crop-place = { $width } × { $height }, { $left } from the left, { $top } from the top
crop-size = { $width } × { $height } · { $ratio }
crop-no-wider = no wider than { $limit }:1
crop-no-taller = no taller than 1:{ $limit }
crop-no-shorter = no side under { $pixels } px
crop-ratio = Ratio
crop-free = Free
crop-around-face = Around face
crop-face-none = No face was found in this picture
crop-face-several = There are several faces in this picture
crop-face-unknown = This picture was not searched for faces
crop-use = Use crop
crop-upper-left = Upper left corner
crop-top = Upper edge
crop-upper-right = Upper right corner
crop-right = Right edge
crop-lower-right = Lower right corner
crop-bottom = Lower edge
crop-lower-left = Lower left corner
crop-left = Left edge
task-fix = Fix and retry
good-title = What makes a good portrait?
good-head = Good
good-facing = One face, looking at the camera
good-whole = The whole head, with room around it
good-light = Even light from the front
good-ground = A plain background
bad-head = Not so good
bad-sideways = Seen from the side
bad-far = Too far away
bad-covered = Eyes or mouth covered
bad-two = More than one person
bad-dark = Too dark
bad-close = Head cut off

## Typed text
speech-text = Text to be spoken
speech-text-hint = What the avatar says
speech-about = about { $length }
speech-voice = { $name } · { $language }
speech-english = English
speech-chinese = Chinese
speech-language = Language of the voice
speech-speed = Speed { $speed }×
speech-times = { $speed }×
speech-slower = Slower
speech-faster = Faster
speech-speak = Speak
speech-play = Play
speech-speaking = Speaking…
speech-made = Spoken
speech-try-again = Try again
speech-making = It is being spoken at the provider
speech-making-trouble = It is being spoken at the provider; asking for it did not work just now
speech-look = Ask now
speech-refused-next = Nothing was billed.
speech-voice-dead = The provider has no such voice for this language
speech-voice-dead-next = Nothing was billed. Choose another voice, or try it once more.
speech-choose-voice = Choose a voice…
speech-failed = The provider gave it up: { $why }
speech-failed-next = What it bills for that stands in your account there.
speech-lost-next = It is not sent again by itself.
speech-again = Speak again…
speech-again-title = Have it spoken again?
speech-again-sentence = It may be billed twice: if the first request arrived, both are paid for. Once more it costs { $price }. The first one is given up.
speech-again-yes = Speak again
speech-days-left = { $days ->
    [0] its id ends today
    [one] its id lives 1 more day
   *[other] its id lives { $days } more days
}
speech-ended = its id has ended; the kept sound is used
speech-gone = its id has ended and its sound was not kept
speech-life = { $voice } · { $life }
speech-sound-missing = Its sound is not here. The voice can be used all the same
speech-fetch = Fetch the sound
speech-spoken = Spoken voices { $count }
speech-needs-look = { $count ->
    [one] Spoken voices · 1 needs a look
   *[other] Spoken voices · { $count } need a look
}
voices-title = Choose a voice
voices-search = Search voices
voices-search-hint = A few letters of a name
voices-none = No voice is called “{ $query }”
voices-favourite = { $name }: list it first
voices-no-favourite = { $name }: list it no more as a favourite
voices-dead = { $name } · not there any more
spoken-title = Spoken voices
spoken-none = Nothing was spoken yet
spoken-use-named = Use “{ $text }”
spoken-forget = Forget “{ $text }”
spoken-line = { $voice } · { $day } · { $life }
spoken-lost = no answer came; it may have been billed
spoken-under-way = under way
