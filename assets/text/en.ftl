### Every sentence of Likeness in English. Plain, short, no Title Case, no full stop after one short sentence.

## Names
app-name = Likeness
live-name = CometAPI

## Numbers
money-about = ≈ ${ $amount }
estimate-how = { $seconds } s × ${ $rate } · { $mode }
estimate-at-most = At most { $seconds } s × ${ $rate } · { $mode }
duration-seconds = { $seconds } s
duration-minutes = { $minutes } m { $seconds } s
duration-minutes-alone = { $minutes } m
duration-hours = { $hours } h { $minutes } m
duration-hours-alone = { $hours } h
size-of = { $number } { $unit }
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
found-portrait-link = The picture is an address: it is sent as it is, not checked here
found-portrait-link-bad = The picture's address cannot be used
found-voice-missing = There is no voice yet
found-voice-reading = The voice is being read
found-voice-format = The sound is { $format }
found-voice-bytes = The sound has { $size }
found-voice-length = The sound is { $length } long
found-voice-link = The voice is an address: it is sent as it is, not checked here
found-voice-id = The voice is an id: it is sent as it is, not checked here
found-voice-link-bad = This is neither an address nor a voice id
found-direction-default = No direction: the default is sent
found-direction = { $count ->
    [one] The direction has one character
   *[other] The direction has { $count } characters
}
found-callback = The callback address can be used
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
allowed-length = { $shortest } to { $longest } s
allowed-characters = at most { $count } characters, without spaces in an id
allowed-callback = an https address
allowed-portrait-link = an http or https address with a host
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
chip-length-short = { $length } — shorter than { $limit } s
chip-length-long = { $length } — longer than { $limit } s

## What would mend it
fix-choose = Choose another file
fix-convert = Save it in an accepted format, or choose another
fix-recompress = Save it smaller, or choose another
fix-enlarge = Choose a larger picture
fix-crop = Crop it, or choose another
fix-trim = Cut it shorter, or choose another
fix-pad = Choose a longer one
fix-shorten = Write less
fix-rewrite = Write it as an address or an id

## Files that cannot be read
unreadable-missing = Nothing is at that place
unreadable-not-a-file = That is not a file
unreadable-empty = The file is empty
unreadable-too-large = { $size } is too large to be read here; at most { $limit }
unreadable-not-a-picture = This is not a picture of a known format
unreadable-not-a-sound = This is not a sound of a known format
unreadable-damaged = The file is damaged: { $why }
unreadable-denied = The computer would not let us read it: { $why }

## Stages and groups
stage-waiting = Waiting
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
refusal-not-billed = Nothing was billed.
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

## The key
key-in-keychain = key in keychain
key-from-environment = key from environment
key-for-session = key for this session
key-kept-keychain = Kept in the system keychain
key-kept-environment = From the environment variable COMETAPI_KEY, for this session
key-kept-session = Kept in memory until Likeness ends: there is no keychain here

## The form
mode-standard = Standard
mode-professional = Professional
