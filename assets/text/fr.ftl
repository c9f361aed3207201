### Every sentence of Likeness in French. No-break spaces are written as themselves: narrow (U+202F) before ; ! ? and
### inside « », wide (U+00A0) before : and % and between a number and its unit.

## Names
app-name = Likeness

## Numbers
money-exact = { $amount } $US
money-about = ≈ { $amount }
estimate-how = { $length } × { $rate } · { $mode }
estimate-at-most = Au plus { $length } × { $rate } · { $mode }
duration-seconds = { $seconds } s
level-decibels = { $number } dB
duration-minutes = { $minutes } min { $seconds } s
duration-minutes-alone = { $minutes } min
duration-hours = { $hours } h { $minutes } min
duration-hours-alone = { $hours } h
size-bytes = { $number } o
size-kilobytes = { $number } Ko
size-megabytes = { $number } Mo
size-gigabytes = { $number } Go
month-name = { $month ->
    [1] janv.
    [2] févr.
    [3] mars
    [4] avr.
    [5] mai
    [6] juin
    [7] juil.
    [8] août
    [9] sept.
    [10] oct.
    [11] nov.
   *[other] déc.
}
day-and-month = { $day ->
    [1] 1er
   *[other] { $day }
} { $month }
when-today = Aujourd’hui { $time }
when-yesterday = Hier { $time }
when-this-year = { $day } { $time }
when-long-ago = { $day } { $year }

## What a check found: whole sentences
found-portrait-missing = Il n’y a pas encore de portrait
found-portrait-reading = Le portrait est en cours de lecture
found-portrait-format = L’image est au format { $format }
found-portrait-bytes = L’image pèse { $size }
found-portrait-side = L’image fait { $width } × { $height } pixels
found-portrait-aspect = L’image a un rapport de { $ratio }
found-portrait-faces = { $count ->
    [0] Aucun visage n’a été trouvé
    [one] Un visage a été trouvé
   *[other] { $count } visages ont été trouvés
}
found-portrait-link = L’image est une adresse : elle est envoyée telle quelle, sans contrôle ici
found-portrait-link-seen = L’image est une adresse : elle est envoyée telle quelle, après un coup d’œil ici
found-portrait-link-unseen = L’image est une adresse : elle est envoyée telle quelle, sans avoir pu être vue ici : { $why }
found-portrait-link-private = Le fournisseur ne peut pas atteindre l’adresse de l’image : elle n’est pas publique
found-portrait-link-bad = L’adresse de l’image est inutilisable
found-voice-missing = Il n’y a pas encore de voix
found-voice-reading = La voix est en cours de lecture
found-voice-format = Le son est au format { $format }
found-voice-bytes = Le son pèse { $size }
found-voice-length = Le son dure { $length }
found-voice-level = Le point le plus fort du son est à { $level }
found-voice-silent = Le son est silencieux
found-voice-quiet = Le son est presque silencieux : son point le plus fort est à { $level }
found-voice-clipped = { $count ->
    [one] L’enregistrement était trop fort à un endroit
   *[other] L’enregistrement était trop fort à { $count } endroits
}
found-voice-he-aac = Le son est codé en HE-AAC, dont certains décodeurs n’entendent que la moitié grave
found-voice-link = La voix est une adresse : elle est envoyée telle quelle, sans contrôle ici
found-voice-link-private = Le fournisseur ne peut pas atteindre l’adresse de la voix : elle n’est pas publique
found-voice-id = La voix est un identifiant : il est envoyé tel quel, sans contrôle ici
found-voice-link-bad = Ce n’est ni une adresse ni un identifiant de voix
found-text-missing = Il n’y a pas encore de texte à dire
found-text = { $count ->
    [one] Le texte a un caractère
   *[other] Le texte a { $count } caractères
}
found-text-length = Le texte dure environ { $length } une fois dit
found-not-spoken = Le texte n’est pas encore dit
found-spoken = Le texte est dit : l’identifiant de sa voix est envoyé
found-spoken-kept = Le texte est dit et l’identifiant de sa voix a expiré : le son conservé est envoyé
found-direction-default = Pas de consignes : celles par défaut sont envoyées
found-direction = { $count ->
    [one] Les consignes comptent { $count } caractère
   *[other] Les consignes comptent { $count } caractères
}
found-callback = L’adresse de rappel convient
found-callback-private = Le fournisseur ne peut pas atteindre l’adresse de rappel : elle n’est pas publique
found-callback-bad = L’adresse de rappel est inutilisable
found-own-id = L’identifiant de tâche convient
found-own-id-bad = L’identifiant de tâche est inutilisable
found-own-id-used = Une tâche porte déjà cet identifiant
found-title = { $count ->
    [one] Le titre compte { $count } caractère
   *[other] Le titre compte { $count } caractères
}

## What is allowed
allowed-portrait-format = JPG ou PNG
allowed-voice-format = MP3, WAV, M4A ou AAC
allowed-bytes = { $size } au plus
allowed-side = { $pixels } px au moins par côté
allowed-aspect = de 1:{ $limit } à { $limit }:1
allowed-faces = un seul visage, de préférence
allowed-public = une adresse publique
allowed-length = de { $shortest } à { $longest } s
allowed-characters = { $count ->
    [one] { $count } caractère au plus
   *[other] { $count } caractères au plus
}
allowed-own-id = { $count ->
    [one] { $count } caractère au plus, sans espace
   *[other] { $count } caractères au plus, sans espaces
}
allowed-callback = une adresse https
allowed-portrait-link = une adresse http ou https avec un nom d’hôte
allowed-voice-quiet = une voix plus forte que { $level }
allowed-voice-clipped = { $count ->
    [one] au plus un endroit à pleine échelle
   *[other] au plus { $count } endroits à pleine échelle
}
allowed-voice-coding = de l’AAC simple
allowed-voice-link = une adresse http ou https, ou l’identifiant d’une voix de synthèse

## Chips of what did not pass
chip-portrait-format-bad = { $format } — JPG ou PNG seulement
chip-voice-format-bad = { $format } — MP3, WAV, M4A ou AAC seulement
chip-bytes-bad = { $size } — plus de { $limit }
chip-bytes-edge = { $size } — à peine plus de { $limit }
chip-side = { $width } × { $height }
chip-side-bad = { $width } × { $height } — un côté de moins de { $least } px
chip-aspect-wide = { $width } × { $height } — rapport { $ratio }, plus large que { $limit }:1
chip-aspect-tall = { $width } × { $height } — rapport { $ratio }, plus haut que 1:{ $limit }
chip-faces = { $count ->
    [0] Aucun visage trouvé
    [one] Un visage
   *[other] { $count } visages
}
chip-link-seen = Envoyé comme lien
chip-link-unseen = Envoyé comme lien, sans être vu
chip-link-private = Adresse non publique
chip-length-short = { $length } — moins de { $limit } s
chip-length-long = { $length } — plus de { $limit } s
chip-voice-silent = Silencieux
chip-voice-quiet = Presque silencieux
chip-voice-clipped = Trop fort, il grésille
chip-text-short = Environ { $length } — moins de { $limit } s
chip-text-long = Environ { $length } — cela peut dépasser { $limit } s
chip-spoken = Dit
chip-spoken-kept = Dit · le son conservé est envoyé

## What would mend it
fix-choose = Prenez un autre fichier
fix-convert = Convertissez-le, ou prenez-en un autre
fix-recompress = Allégez-le, ou prenez-en un autre
fix-enlarge = Prenez une image plus grande
fix-crop = Recadrez-la ou prenez-en une autre
fix-crop-to-face = Recadrez-la sur le visage ou prenez-en une autre
fix-trim = Raccourcissez-le, ou changez-en
fix-split = Découpez-le, ou changez-en
fix-pad = Prenez-en un plus long
fix-speak = Saisissez un texte et faites-le dire
fix-shorten = Écrivez moins
fix-rewrite = Écrivez une adresse ou un identifiant
fix-use-file = Envoyez-la comme fichier

change-sound-converted = Recodé depuis { $format }
change-sound-trimmed = De { $from } à { $to }
change-sound-padded = { $length } de silence à la fin
change-sound-split-off = Partie { $number } sur { $count }

## Files that cannot be read
unreadable-missing = Il n’y a rien à cet endroit
unreadable-not-a-file = Ce n’est pas un fichier
unreadable-empty = Le fichier est vide
unreadable-too-large = { $size }, c’est trop pour être lu ici : { $limit } au plus
unreadable-not-a-picture = Ce n’est pas une image d’un format connu
unreadable-not-a-sound = Ce n’est pas un son d’un format connu
unreadable-cannot-open = Les images { $format } ne s’ouvrent pas ici : enregistrez-la en JPG et prenez ce fichier
unreadable-damaged = Le fichier est endommagé : { $why }
unreadable-denied = L’ordinateur en a refusé la lecture : { $why }

## What was done to a picture: a few words each, in a row
change-converted = { $from } → { $to }
change-turned = remise droite
change-metadata-removed = données cachées retirées
change-on-white = mise sur fond blanc
change-plain-colours = couleurs simplifiées
change-cropped = recadrée en { $width } × { $height }
change-enlarged = agrandie depuis { $width } × { $height }
change-recompressed = qualité JPG { $quality }
change-reduced = réduite depuis { $width } × { $height }

## Why the picture at an address was not looked at
unseen-not-public = elle mène à une adresse non publique
unseen-no-answer = pas de réponse
unseen-too-slow = pas d’image en { $seconds } s
unseen-leads-on = elle renvoie à d’autres adresses
unseen-status = le serveur a répondu { $status }
unseen-too-large = elle dépasse { $limit }

## Stages and groups
stage-waiting = En attente
stage-held = Retenue
stage-uploading = Envoi
stage-submitted = En file
stage-processing = Rendu
stage-downloading = Téléchargement
stage-ready = Prête
stage-refused = Refusée
stage-failed = Échec
stage-unknown = Inconnue
stage-cancelled = Annulée
group-all = Toutes
group-in-flight = En cours
group-ready = Prêtes
group-failed = En échec

## Refusals
refusal-bare = { $what }.
refusal-quoted = { $what } : { $words }.
refusal-coded = { $what } : { $words } ({ $code }).
refusal-whole = { $what } Rien n’a été facturé. { $next }
refusal-key = Refus : la clé API n’a pas été acceptée
refusal-key-next = Vérifiez la clé dans les réglages.
refusal-funds = Refus : le compte n’a plus de crédit
refusal-funds-next = Rechargez le compte chez CometAPI, puis réutilisez la tâche.
refusal-rights = Refus : le compte n’y a pas droit
refusal-rights-next = Consultez le compte chez CometAPI.
refusal-parameter = Refus
refusal-parameter-next = Corrigez ce qui est cité, puis réutilisez la tâche.
refusal-missing = Refus : l’adresse est introuvable
refusal-missing-next = Vérifiez l’URL de base dans les réglages.
refusal-policy = Refus au titre des règles du fournisseur sur les contenus
refusal-policy-next = Changez l’image, la voix ou les consignes.
refusal-too-fast = Pas encore acceptée : trop de demandes à la fois
refusal-too-many = Pas encore acceptée : trop de tâches à la fois
refusal-maintenance = Pas encore acceptée : le fournisseur est en maintenance
refusal-later-next = Elle est renvoyée d’elle-même.
refusal-address = Refus : l’adresse de cet ordinateur n’est pas autorisée
refusal-address-next = Consultez les adresses autorisées de la clé chez CometAPI.
refusal-not-reached = Le fournisseur est injoignable
refusal-not-reached-next = Vérifiez la connexion ; la tâche est renvoyée d’elle-même.
refusal-here = Arrêtée sur cet ordinateur avant tout envoi
refusal-here-next = Corrigez ce qui est cité, puis réutilisez la tâche.
refusal-other = Refus
refusal-other-next = Réutilisez la tâche, ou interrogez CometAPI avec l’identifiant de la demande.

## Lost answers and faults
lost-cut = La connexion s’est coupée après l’envoi de la demande. Elle a peut-être été facturée.
lost-timed-out = Aucune réponse n’est venue après l’envoi de la demande. Elle a peut-être été facturée.
lost-unclear = La réponse (HTTP { $http }) ne dit pas si la demande a été acceptée. Elle a peut-être été facturée.
lost-interrupted = Likeness s’est arrêté avant la réponse. La demande a peut-être été facturée.
ask-network = Le fournisseur est injoignable pour l’instant
ask-garbled = La réponse du fournisseur est illisible (HTTP { $http })
ask-busy = Le fournisseur demande d’attendre
ask-refused = La question a été refusée. { $why }
download-network = Le téléchargement a été coupé
download-dead = L’adresse de la vidéo ne marche plus (HTTP { $http }) ; une nouvelle est demandée
download-not-a-video = Ce qui est arrivé n’est pas une vidéo entière : { $why }
download-disk = La vidéo n’a pas pu être gardée sur cet ordinateur : { $why }
download-nothing = Un fichier vide est arrivé à la place de la vidéo
download-words = Une page ou un message est arrivé à la place de la vidéo : { $words }
download-too-large = Ce qui est arrivé dépasse { $most }, ce qu’aucune vidéo de ce genre ne fait
download-bad-address = Le fournisseur a donné pour la vidéo une adresse qu’il n’est pas sûr d’ouvrir
download-full = Il n’y a plus de place dans { $folder }. Libérez-en ou choisissez un autre dossier dans les réglages ; le téléchargement reprendra de lui-même
download-not-writable = Impossible d’écrire dans { $folder }. Autorisez l’écriture ou choisissez un autre dossier dans les réglages ; le téléchargement reprendra de lui-même
download-elsewhere = Un autre Likeness la télécharge en ce moment

## The key
key-in-keychain = clé dans le trousseau
key-from-environment = clé de l’environnement
key-for-session = clé pour cette session
key-in-file = clé dans un fichier
key-kept-keychain = Gardée dans le trousseau du système
key-kept-environment = De la variable d’environnement COMETAPI_KEY, pour cette session
key-kept-session = Gardée en mémoire jusqu’à la fermeture : il n’y a pas de trousseau ici
key-kept-file = Gardée dans le fichier { $place }, que tout programme lancé sous votre nom peut lire

## The form
mode-name = Qualité
mode-standard = Standard
mode-professional = Professionnel
portrait-head = Portrait
portrait-drop = Déposez un portrait
portrait-paste = , collez-le ou{" "}
portrait-limits = JPG, PNG, WebP… · au moins { $pixels } px par côté · { $size } au plus
portrait-none = Pas d’image sous la main ?
portrait-sample = Portrait d’exemple
portrait-choose = Choisir un fichier de portrait
portrait-clear = Retirer le portrait
portrait-path = Chemin ou lien du portrait
portrait-preview = Portrait { $name }
place-choose = parcourez
place-reading = Lecture…
place-link = Envoyé tel quel, sans contrôle ici
place-link-unseen = Envoyée telle quelle, sans être vue ici : { $why }
path-open = Chemin ou lien…
path-hint = Un chemin sur cet ordinateur, ou https://…
path-take = Utiliser
picture-failed = Cette image ne peut pas être affichée ici
voice-head = Voix
voice-way-file = Fichier
voice-way-record = Enregistrer
voice-way-type = Saisir
voice-way-link = Lien / ID
voice-drop = Déposez la voix ici
voice-or = {" "}ou{" "}
voice-limits = MP3, WAV, M4A, FLAC… · { $shortest } à { $longest } s · { $size } au plus
voice-none = Pas de voix sous la main ?
voice-sample = Voix d’exemple
voice-choose = Choisir un fichier de voix
voice-clear = Retirer la voix
voice-path = Chemin ou lien de la voix
voice-waveform = Forme d’onde de { $name }
voice-parts = { $count } parties, chacune une vidéo
voice-parts-left = { $used ->
    [one] Une partie sur { $count } est utilisée
   *[other] { $used } parties sur { $count } sont utilisées, chacune une vidéo
}
voice-parts-whole = Revenir au fichier entier
voice-part = Partie { $number } · { $from }–{ $to }
voice-part-about = { $length } · { $price }
voice-part-leave-out = Laisser de côté la partie { $number }
voice-link = Lien ou identifiant de la voix
voice-link-hint = https://… ou identifiant de voix
direction-head = Consignes
direction-count = { $count } / { $limit }
direction-count-default = Envoyé tel quel si rien n’est écrit · { $count } / { $limit }
more-open = Plus
more-close = Moins
more-title = Titre
more-title-hint = Pour vous seul ; tiré des noms de fichiers si vide
more-callback = URL de rappel
more-callback-hint = https://… est prévenue à chaque changement d’état
more-own-id = Votre identifiant de tâche
more-own-id-hint = Un nouveau est créé si vide
problem-portrait = L’API refuserait cette image
problem-voice = L’API refuserait cette voix
problem-portrait-unreadable = Ceci ne peut pas être un portrait
problem-voice-unreadable = Ceci ne peut pas être une voix
problem-link = Cette adresse ne peut pas être envoyée
problem-link-private = Le fournisseur ne peut pas atteindre cette adresse
problem-link-picture = L’API refuserait l’image de cette adresse
problem-use-file-more = Envoyez comme fichier ce qui y a été vu : on peut alors le corriger ici
problem-choose-another = Changer…
problem-choose-file = Choisir un fichier…
problem-found = { $found }
problem-found-allowed = { $found } ; { $allowed }

## Écouter et enregistrer
sound-play = Écouter la voix
sound-pause = Mettre en pause
sound-closer = Agrandir
sound-farther = Réduire
trim-start = Début de la partie utilisée
trim-end = Fin de la partie utilisée
record-begin = Enregistrer la voix
record-longest = S’arrête tout seul au bout de { $longest } s
record-end = Terminer l’enregistrement
record-in = Début de l’enregistrement dans { $seconds }
record-soon = L’enregistrement commence
record-running = Enregistrement en cours
record-ending = L’enregistrement est en cours d’écriture
record-level = Niveau sonore
record-again = Recommencer
record-from = Source de l’enregistrement
record-look-again = Rechercher à nouveau les micros
playing-no-sound = Aucun périphérique audio ne répond sur cet ordinateur. Tout le reste fonctionne.
playing-no-speakers = Il n’y a ni haut-parleurs ni casque
playing-denied = Le système ne permet pas à Likeness de jouer du son
playing-gone = Le périphérique audio a disparu
recording-no-sound = Aucun périphérique audio ne répond sur cet ordinateur : branchez un micro ou démarrez le serveur audio, puis recherchez à nouveau. Vous pouvez aussi choisir un fichier.
recording-no-microphone = Il n’y a pas de micro : branchez-en un, puis recherchez à nouveau. Vous pouvez aussi choisir un fichier.
recording-denied = Le système ne permet pas à Likeness d’utiliser le micro : autorisez-le dans les réglages de confidentialité du système, puis recherchez à nouveau.
recording-gone = Le micro a disparu. Ce qui était déjà enregistré est conservé.
recording-not-written = L’enregistrement ne peut pas être écrit : { $why }
recording-other = L’enregistrement s’est arrêté : { $why }
toast-not-played = La voix ne peut pas être jouée
toast-recording-found = Un enregistrement inachevé a été retrouvé
toast-recording-found-more = Il était en cours quand Likeness s’est arrêté la dernière fois
toast-recording-use = L’utiliser

## The footer
create-avatar = Créer l’avatar
create-avatars = Créer { $count } avatars
several-videos = { $count } vidéos · { $price }
create-keys = Ctrl ↵
create-keys-mac = ⌘ ↵
create-no-library = La bibliothèque ne s’ouvre pas : rien ne peut être créé
create-no-practice = Le serveur d’essai est arrêté : rien ne peut être créé
practice-not-billed = Essai · non facturé
practice-would-be = En réel, environ { $price }
add-both = Ajoutez un portrait et une voix
add-portrait = Ajoutez un portrait
add-voice = Ajoutez une voix
add-mend = Corrigez ce qui est signalé

## The top bar and the two columns
top-settings = Réglages
top-theme-system = Thème : système
top-theme-light = Thème : clair
top-theme-dark = Thème : sombre
top-add-key = Ajouter une clé API
top-practice = Mode d’essai · rien n’est facturé
top-practice-trouble = Mode d’essai · serveur arrêté
top-live = CometAPI · { $home }
top-opening = Ouverture…
column-compose = Composer
column-tasks = Tâches { $count }

## The status bar
status-unknown = { $count ->
    [one] { $count } envoi à vérifier
   *[other] { $count } envois à vérifier
}
status-in-flight = { $count ->
    [one] { $count } tâche en cours
   *[other] { $count } tâches en cours
}
status-waiting = { $count } en attente
status-paused = En pause
status-practice = Serveur d’essai sur cet ordinateur
status-practice-starting = Le serveur d’essai démarre
status-practice-trouble = Le serveur d’essai est arrêté : { $why }
status-name = État
status-idle = Rien en cours
status-library = { $count ->
    [one] Bibliothèque : { $count } vidéo · { $size }
   *[other] Bibliothèque : { $count } vidéos · { $size }
}
status-library-empty = Bibliothèque vide
status-library-opening = Ouverture de la bibliothèque…
next-check = prochaine vérification dans { $seconds } s
next-check-in = prochaine vérification dans { $wait }
next-try = prochain essai dans { $wait }
next-look = prochaine recherche dans { $wait }

## The list
tasks-head = Tâches
tasks-search = Chercher dans les tâches
tasks-search-hint = Titre, texte, identifiant…
group-count = { $name } { $count }
task-practice = Essai
task-progress = Avancement de { $title }
task-more = Actions pour { $title }
task-open = Ouvrir
task-open-named = Ouvrir { $title }
task-folder = Afficher dans le dossier
task-again = Réutiliser
task-cancel = Annuler
task-hold = Retenir
task-release = Libérer
task-edit = Reprendre et modifier
task-first = Envoyer en premier
task-earlier = Envoyer plus tôt
task-later = Envoyer plus tard
task-last = Envoyer en dernier
task-stop = Arrêter l’envoi
task-check = Vérifier maintenant
task-look = Chercher maintenant
copy-task-id = Copier l’identifiant de tâche
copy-own-id = Copier votre identifiant de tâche
copy-request-id = Copier l’identifiant de la demande
line-waiting = En attente d’envoi
line-held = Part quand vous la libérez
line-paused = En pause · { $why }
line-in-line = Numéro { $number } dans la file · { $places ->
    [one] la seule place est prise
   *[other] { $taken } places prises sur { $places }
}
line-sending = Envoi…
line-sent = { $total } envoyés · en attente de la réponse
line-uploading = Envoi { $percent } % · { $done } sur { $total }
line-queued = En file chez Kling · { $time }
line-rendering = Rendu · { $time }
line-rendering-of = Rendu · { $time } sur environ { $about }
line-unrecognised = Le fournisseur dit « { $word } » · { $time }
line-fetching-soon = Terminée chez le fournisseur ; son adresse est demandée
line-downloading = Téléchargement { $percent } % · { $done } sur { $total }
line-downloading-some = Téléchargement · { $done }
line-failed = Échec chez le fournisseur, qui n’a pas donné de raison
line-failed-why = Échec : { $why }
line-looking = Recherche chez le fournisseur
line-cancelled = Reprise avant l’envoi ; rien n’a été facturé
first-head = Vos vidéos apparaîtront ici
first-more = Trois choses, et le reste se fait en arrière-plan.
first-portrait = Un portrait
first-portrait-more = Un visage net, qui regarde l’objectif
first-voice = Une voix
first-voice-more = Un enregistrement, ou un lien ou identifiant
first-video = Une vidéo
first-video-more = Téléchargée et gardée ici, prête à ouvrir
library-opening = Ouverture de la bibliothèque…
library-trouble = La bibliothèque ne s’ouvre pas
library-again = Réessayer
none-found = Aucun résultat
none-found-more = Aucune tâche ne contient tous ces mots
none-here = Rien ici
none-here-more = Aucune tâche dans ce groupe pour l’instant
none-show-all = Tout afficher

## Notices
toasts-name = Avis
toast-dismiss = Fermer
toast-spoken = { $title }. { $detail }
toast-ready = « { $title } » est prête
toast-ready-more = { $length } · enregistrée dans votre bibliothèque
toast-refused = « { $title } » a été refusée
toast-failed = « { $title } » a échoué
toast-unknown = « { $title } » : pas de réponse
toast-not-heard = Un texte à dire : pas de réponse
toast-paused = En pause : plus rien n’est envoyé
toast-paused-more = { $why } Les tâches en cours sont interrogées de temps en temps ; rien n’est perdu.
toast-resume = Réessayer
toast-too-late = Trop tard pour arrêter « { $title } »
toast-too-late-more = Une partie est déjà partie. Coupé maintenant, l’envoi pourrait être facturé à l’insu de tous : sa réponse est attendue.
toast-cannot-cancel = « { $title } » ne peut pas être reprise
toast-cannot-cancel-more = Le fournisseur l’a reçue et ne permet pas d’annuler. La vidéo arrive dès qu’elle est prête.
toast-cannot-cancel-live = Le fournisseur l’a reçue et ne permet pas d’annuler : elle est facturée comme approuvé. La vidéo arrive dès qu’elle est prête.
toast-not-media = Ni une image ni un son
toast-not-media-more = { $name } a été laissé de côté
toast-no-dialog = Aucune fenêtre de choix de fichier ne s’affiche ici
toast-no-dialog-more = Collez le fichier ou tapez son chemin
toast-key = La clé n’a pas pu être gardée ou retirée
toast-task-not-saved = Une modification n’a pas pu être écrite dans la bibliothèque
toast-task-not-saved-yet = Une modification n’a pas encore pu être écrite dans la bibliothèque
toast-settings-not-saved = Les réglages n’ont pas pu être écrits
toast-not-opened = Ouverture impossible
toast-closing = Se ferme dès que la réponse est là
toast-closing-more = Une demande est en route ; fermez encore une fois pour quitter maintenant
toast-warning = Un élément illisible a été laissé tel quel

## Settings
settings-head = Réglages
settings-close = Fermer
settings-account = Compte
settings-library = Bibliothèque
settings-limits = Limites
settings-appearance = Apparence
settings-about = À propos
account-key = Clé CometAPI
account-key-hint = sk-…
account-key-will = Sera gardée dans le trousseau du système, jamais dans un fichier ou un journal
account-key-choice = Sans trousseau, une clé est gardée pour cette session seulement, ou dans le fichier { $place } : tout programme lancé sous votre nom peut l’y lire
account-key-session = Cette session seulement
account-key-file = Garder dans un fichier
account-key-never = · jamais sur le disque ni dans les journaux
account-key-wrong = Une clé n’a pas d’espaces, seulement des lettres sans accent, des chiffres et des signes
account-save = Enregistrer
account-cancel = Annuler
account-replace = Remplacer
account-remove = Retirer
account-connection = Connexion
account-test = Tester la connexion
connection-free = Gratuit
connection-no-key = Ajoutez d’abord une clé
connection-testing = Test en cours…
connection-accepted = Clé acceptée · { $ms } ms
connection-none = Pas de réponse : { $why }
account-base-url = URL de base
account-base-url-session = De COMETAPI_BASE_URL, pour cette session
base-url-not-an-address = Ce n’est pas une adresse http ou https
base-url-plain-http = Le http simple n’est permis que vers cet ordinateur ; utilisez https
base-url-extras = Ni nom d’utilisateur, ni requête, ni fragment n’y est permis
account-prices = Prix à la seconde, pour l’estimation
account-price-speech = Un texte dit
account-price-note = Tarif de Kling, juillet 2026
account-price-wrong = Écrivez un prix en dollars, par exemple 0,056
account-practice = S’exercer pour l’instant
account-practice-more = Malgré la clé, rien n’est envoyé à CometAPI et rien n’est facturé
library-videos = Vidéos
library-videos-note = Le dossier de Likeness ; changez-le pour garder les vidéos ailleurs
library-change = Changer…
library-own-folder = Revenir au dossier de Likeness
library-show = Afficher
library-show-videos = Afficher les vidéos
library-ledger = Bibliothèque : registre, fichiers gardés, vignettes
library-show-ledger = Afficher la bibliothèque
library-settings = Fichier de réglages
library-show-settings = Afficher le fichier de réglages
library-logs = Journaux
library-show-logs = Afficher les journaux
limit-portrait-format = Format du portrait
limit-portrait-size = Poids du portrait
limit-portrait-side = Côtés du portrait
limit-portrait-aspect = Rapport du portrait
limit-voice-format = Format de la voix
limit-voice-size = Poids de la voix
limit-voice-shortest = Voix la plus courte
limit-direction = Consignes
limit-voice-longest = Voix la plus longue
limit-seconds =  s
limit-voice-longest-note = La page de CometAPI dit { $usual } s, celles de Kling { $most } s : au-delà de { $usual } s, un refus est possible
limit-at-once = Tâches simultanées chez le fournisseur
limit-at-once-note = Les autres attendent ici. Au-delà de ce que vous avez payé, le fournisseur répond « pas maintenant » (1303), et elles attendent aussi
appearance-theme = Thème
appearance-system = Système
appearance-light = Clair
appearance-dark = Sombre
appearance-language = Langue
about-version = Version { $version }
about-licence = Licence
about-licence-text = MIT ou Apache 2.0, à votre choix
about-fonts = Polices
about-fonts-text = Inter et Noto Sans SC, sous la licence SIL Open Font 1.1 ; Hack et Ubuntu d’egui là où elles n’ont pas de signe
about-faces = Recherche de visages
about-faces-text = Le modèle du moteur SeetaFace, © 2016 VIPL group, Institute of Computing Technology, Chinese Academy of Sciences, sous la licence BSD à 2 clauses
about-leaves = Ce qui quitte cet ordinateur
about-leaves-text = Le portrait, la voix et les consignes d’une tâche, vers l’URL de base et nulle part ailleurs ; rien en mode d’essai. L’image derrière un lien est demandée à son hôte

## The command line
cli-default-direction = Pas de consignes données ; celles-ci sont envoyées : { $text }
cli-practice = Mode d’essai : rien n’est facturé
cli-live = En réel : { $base }, { $home }
cli-price = { $price } ({ $sum })
cli-price-practice = Coûterait { $price } ({ $sum }) ; l’essai ne facture rien
cli-speak-price = Faire dire le texte coûte { $price }, puis la vidéo environ { $video } ({ $sum })
cli-speak-price-practice = Faire dire le texte coûterait { $price }, puis la vidéo environ { $video } ({ $sum }) ; l’essai ne facture rien
cli-speak-reused = Le texte est déjà dit : rien n’est payé pour cela
cli-speak-lost = { $why } Ces mots ne sont pas renvoyés d’eux-mêmes : répondez dans la fenêtre, sous « Saisir »
cli-speak-under-way = Ces mots sont déjà en route
cli-no-such-voice = Aucune voix { $voice } ne parle cette langue ; « likeness voices » les énumère
cli-voice-line = { $id } · { $names }{ $marks }
cli-voice-favourite = {" "}· favorite
cli-voice-dead = {" "}· n’existe plus
cli-confirm = Envoyer ? [o/N]
cli-confirm-yes = o oui
cli-check = { $found } ({ $allowed })
cli-progress-trouble = { $line } : { $why }
cli-bytes = { $done } sur { $all }
cli-cannot-ask = Rien n’a été envoyé : il n’y a personne à qui demander ici. Ajoutez --yes pour envoyer sans demander
cli-nothing-sent = Rien n’a été envoyé
cli-awaiting-answer = Une demande est en route ; sa réponse est d’abord attendue
cli-goes-on = La tâche continue sans ce programme ; reprenez-la avec : likeness wait { $id }
cli-prepared = portrait préparé : { $changes }
cli-fixed-portrait = portrait corrigé ({ $fix }) : { $before } → { $after }
cli-fixed-voice = voix corrigée ({ $fix }) : { $before } → { $after }
cli-no-such-task = La bibliothèque n’a pas de tâche { $id }
cli-no-tasks = Aucune tâche de ce genre
cli-window-works = Une fenêtre est ouverte sur cette bibliothèque et fait le travail ; ici, on ne fait que regarder
cli-key-unusable = Pas de clé utilisable sur l’entrée standard : des caractères ASCII visibles, 512 au plus
cli-key-no-keychain = Il n’y a pas de trousseau ici : la clé n’a pas été gardée. Définissez COMETAPI_KEY, ou utilisez « likeness key set --file » pour la garder dans { $place }, que tout programme lancé sous votre nom peut lire
cli-key-present = Clé se terminant par { $last } : { $home }
cli-key-absent = Pas de clé

## Actions, keys and menus
section-form = Le formulaire
section-tasks = Les tâches
section-window = La fenêtre
section-help = Aide
tip-with-keys = { $name } ({ $keys })
key-control = Ctrl
key-shift = Maj
key-alt = Alt
key-enter = Entrée
key-space = Espace
key-escape = Échap
key-home = Début
key-end = Fin
key-menu = Menu
action-paste = Coller une image, un chemin ou un lien
action-form = Aller au formulaire
action-type-portrait = Taper un chemin ou un lien pour le portrait
action-type-voice = Taper un chemin ou un lien pour la voix
action-voice-file = Donner la voix sous forme de fichier
action-voice-record = Enregistrer la voix ici
action-voice-type = Donner la voix sous forme de texte saisi
action-voice-link = Donner la voix sous forme de lien ou d’identifiant
action-play-voice = Écouter la voix, ou mettre en pause
action-no-sound = Il n’y a aucun son à écouter
action-records = Un enregistrement est en cours
action-standard = Qualité : standard
action-professional = Qualité : professionnelle
action-list = Aller à la liste des tâches
action-next-card = Aller à la tâche suivante ou précédente
action-end-card = Aller à la première ou à la dernière tâche
action-open-card = Ouvrir la vidéo de la tâche, ou ce qui a mal tourné
action-card-menu = Ouvrir le menu de la tâche
action-move-card = Déplacer une tâche dans la file
action-hold-all = Retenir tout ce qui attend
action-release-all = Libérer tout ce qui est retenu
action-resume = Envoyer et interroger de nouveau après une pause
action-nothing-waits = Rien n’attend d’être envoyé
action-nothing-held = Rien n’est retenu
action-not-paused = Rien n’est en pause
action-show-all = Afficher toutes les tâches
action-show-in-flight = Afficher les tâches en cours
action-show-ready = Afficher les tâches prêtes
action-show-failed = Afficher les tâches en échec
action-show-videos = Afficher le dossier des vidéos
action-palette = Trouver une action ou une tâche
action-settings = Ouvrir les réglages
action-settings-library = Réglages : bibliothèque
action-settings-limits = Réglages : limites
action-settings-look = Réglages : apparence
action-settings-about = À propos de Likeness
action-larger = Agrandir
action-smaller = Réduire
action-usual-size = Taille habituelle
action-language-system = Langue : comme le système
action-language-english = Langue : English (anglais)
action-language-french = Langue : français
action-language-chinese = Langue : 简体中文 (chinois)
action-motion-system = Animations : comme le système
action-motion-reduced = Animations : réduites
action-motion-full = Animations : complètes
action-stop-practising = Arrêter de s’exercer
action-remove-key = Retirer la clé API…
action-change-videos = Changer le dossier des vidéos…
action-dismiss = Fermer le dernier avis
action-copy-notice = Copier le dernier avis
action-close = Fermer ce qui est au premier plan
action-quit = Quitter
action-shortcuts = Afficher tous les raccourcis
action-remove-first = Retirez d’abord ce qui s’y trouve
action-no-tasks = Il n’y a pas encore de tâches
action-no-notice = Il n’y a pas d’avis
action-is-so = C’est déjà le cas
action-session-practises = Cette session a été lancée en mode d’essai
action-largest = C’est la plus grande taille
action-smallest = C’est la plus petite taille
palette-name = Trouver une action ou une tâche
palette-field = Que voulez-vous faire ?
palette-hint = Quelques lettres d’une action ou d’une tâche
palette-list = Résultats
palette-none = Rien ne s’appelle « { $query } »
palette-task = { $stage } · aller à la tâche
palette-count = { $count ->
    [one] { $count } résultat
   *[other] { $count } résultats
}
palette-how = ↑ ↓ choisir · Entrée lancer · Échap fermer
shortcuts-head = Raccourcis clavier
remove-key-title = Retirer la clé API ?
remove-key-sentence = Elle est retirée de là où elle est gardée et de la mémoire. Les tâches en cours chez le fournisseur continuent. Likeness les suivra de nouveau dès qu’il y aura une clé.
remove-key-yes = Retirer la clé
card-name = { $title }, { $stage }, { $line }
copy-error = Copier le texte de l’erreur
toast-menu = Avis
toast-copy = Copier le texte
well-paste = Coller
text-menu = Texte
text-cut = Couper
text-copy = Copier
text-paste = Coller
text-all = Tout sélectionner

## Taking back and waiting
toast-undo = Annuler
toast-portrait-removed = Portrait retiré
toast-voice-removed = Voix retirée
toast-portrait-replaced = Portrait remplacé
toast-voice-replaced = Voix remplacée
toast-portrait-edited = Portrait modifié
toast-voice-edited = Voix modifiée
toast-portrait-not-edited = Le portrait reste tel quel
toast-voice-not-edited = La voix reste telle quelle
toast-both-replaced = Portrait et voix remplacés
toast-form-replaced = Le formulaire a été rempli à nouveau
toast-draft-not-kept = Votre saisie ne peut pas être gardée
busy-sorting = Lecture de ce qui a été donné
busy-dialog = En attente de la fenêtre de choix
busy-dialog-more = Choisissez-y un fichier, ou fermez-la
busy-opening = Ouverture

## Trouble with what this computer keeps and opens
library-newer = La bibliothèque vient d’une version plus récente de Likeness (sa forme est { $found }, celle-ci connaît { $known })
library-damaged = La bibliothèque est endommagée : { $why }
library-unwritable = La bibliothèque ne peut pas être écrite : { $why }
library-already-there = La bibliothèque a déjà une tâche avec cet identifiant
library-not-there = La bibliothèque n’a pas cette tâche
library-unchangeable = La bibliothèque a déjà cette tâche comme « { $stage } »
library-closed = La bibliothèque est fermée
keychain-none = Il n’y a pas de trousseau ici : { $why }
keychain-locked = Le trousseau est verrouillé : { $why }
keychain-not-a-key = Ce que le trousseau garde pour Likeness n’est pas une clé
keychain-illegible = Ce que le trousseau garde pour Likeness est illisible
keychain-several = Le trousseau garde plusieurs clés pour Likeness
keychain-other = Le trousseau n’a pas répondu comme il le devrait : { $why }
key-file-unused = Le fichier de clé { $place } n’est pas utilisé : { $why }
key-file-open = d’autres utilisateurs peuvent le lire ou y écrire. Fermez-le (chmod 600)
key-file-not-plain = c’est un lien, ou pas un fichier ordinaire
key-file-not-ours = il appartient à un autre utilisateur
key-file-too-large = il est plus grand que toute clé
key-file-not-a-key = ce qu’il contient n’est pas une clé
open-missing = { $place } est introuvable
open-no-launcher = Aucun programme pour ouvrir les fichiers n’est installé ; xdg-open, du paquet xdg-utils, en est un
damage-cut-off = il est tronqué
damage-no-pixels = il n’a pas de pixels
damage-too-many-pixels = il a plus de pixels qu’on ne peut en ouvrir ici
damage-no-decoder = les images { $format } ne peuvent pas être ouvertes ici
damage-no-sound = il ne contient pas de son
damage-coding = son codage audio ne peut pas être décodé ici
damage-coding-of = son audio est codé en { $name }, qui ne peut pas être décodé ici : enregistrez-le en MP3, WAV, M4A ou FLAC
damage-parts = { $bad } de ses { $all } parties ne peuvent pas être décodées
damage-changes = il commence comme du { $format } et ne continue pas ainsi
warning-settings-aside = Le fichier de réglages est illisible ({ $why }). Il a été mis de côté sous le nom { $place } ; les réglages par défaut sont utilisés
warning-settings-stay = Le fichier de réglages est illisible ({ $why }) et n’a pas pu être mis de côté ({ $reason }) ; les réglages par défaut sont utilisés
warning-settings-unreadable = Le fichier de réglages { $place } est illisible ({ $why }) ; les réglages par défaut sont utilisés
warning-setting = Le réglage { $name } vaut { $found }, ce qui est inutilisable. Valeur permise : { $allowed }
warning-library-aside = { $recovered ->
    [0] La bibliothèque est endommagée ({ $why }) et a été mise de côté sous le nom { $place }. Aucune tâche n’a pu y être lue ; une nouvelle bibliothèque a été commencée. Les vidéos et les fichiers gardés sont restés à leur place
    [one] La bibliothèque est endommagée ({ $why }) et a été mise de côté sous le nom { $place }. { $recovered } tâche a été reprise dans une nouvelle. Si son envoi n’est pas certain, elle est recherchée et n’est pas envoyée. Les vidéos et les fichiers gardés sont restés à leur place
   *[other] La bibliothèque est endommagée ({ $why }) et a été mise de côté sous le nom { $place }. { $recovered } tâches ont été reprises dans une nouvelle. Celles dont l’envoi n’est pas certain sont recherchées et ne sont pas envoyées. Les vidéos et les fichiers gardés sont restés à leur place
}
warning-library-lost = { $lost ->
    [one] { $said }. Au moins { $lost } tâche n’a pas pu être lue
   *[other] { $said }. Au moins { $lost } tâches n’ont pas pu être lues
}
warning-task = La tâche { $id } n’a pas pu être lue et a été laissée telle quelle : { $why }
warning-interrupted = Une tâche interrompue n’a pas pu être marquée comme telle. { $why }
warning-form = Le formulaire gardé dans { $place } est illisible : { $why }. Il est laissé tel quel
setting-address = une adresse https telle que "https://api.cometapi.com"
setting-yes-no = true ou false
setting-path = un chemin complet, depuis la racine
setting-words = l’un de { $words }
setting-per-cent = un pourcentage de { $least } à { $most }
setting-seconds = un nombre de secondes de { $least } à { $most }
setting-count = un nombre de { $least } à { $most }
setting-dollars = un prix en dollars tel que "0.056", avec six décimales au plus
setting-voices = des identifiants de voix entre guillemets, comme les donne « likeness voices »
setting-speed = un nombre de 0.8 à 2.0, avec une décimale au plus
setting-table = une table, [{ $name }]

## Why it did not start
start-bad-key = COMETAPI_KEY n’est pas une clé : seulement des caractères ASCII visibles
start-bad-base-url = COMETAPI_BASE_URL est inutilisable : { $why }
start-no-home = Il n’y a pas de dossier personnel ; donnez à LIKENESS_HOME un dossier où l’on peut écrire
start-no-threads = Le système n’accorde pas de threads : { $why }
window-no-display = Il n’y a pas d’écran pour une fenêtre ici ; « likeness create » s’en passe
window-open-already = Likeness est déjà ouvert ; apportez les fichiers à cette fenêtre, ou utilisez « likeness create »
window-handed-over = { $count ->
    [0] Likeness est déjà ouvert ; sa fenêtre est passée au premier plan
    [one] Likeness est déjà ouvert ; sa fenêtre a reçu le fichier
   *[other] Likeness est déjà ouvert ; sa fenêtre a reçu les { $count } fichiers
}
window-no-renderer = La fenêtre ne peut pas s’ouvrir ({ $why }) ; « likeness create » s’en passe

## The file dialogs
dialog-portrait = Choisir un portrait
dialog-pictures = Images
dialog-voice = Choisir une voix
dialog-sounds = Sons
dialog-videos = Choisir le dossier des vidéos

## La place, la bienvenue et le reste
account-key-busy = En attente du trousseau…
top-live-short = CometAPI
portrait-paste-here = Collez un portrait ici
appearance-scale = Taille de l’affichage
appearance-percent = { $percent } %
appearance-smaller = Plus petit
appearance-larger = Plus grand
appearance-usual = Taille normale
appearance-motion = Mouvement
appearance-motion-reduced = Réduit
appearance-motion-full = Normal
appearance-x11 = Utiliser X11 au lieu de Wayland dès le prochain démarrage
appearance-x11-note = On peut alors déposer des fichiers sur la fenêtre ; sur certains écrans, elle est légèrement floue
about-keyboard = Clavier
about-keyboard-text = { $sheet } montre tous les raccourcis, { $palette } trouve tout ce qu’on peut faire
drop-picture = Une image devient le portrait
drop-sound = Un son devient la voix
action-undo = Annuler le dernier changement du formulaire
action-nothing-to-undo = Il n’y a rien à annuler
welcome-name = Bienvenue dans Likeness
welcome-what = Faites parler une image
welcome-what-more = Choisissez un portrait et une voix, dites comment l’avatar doit jouer, puis créez-le. Tout est vérifié avant l’envoi, et le prix est annoncé d’abord.
welcome-practice = Essayez d’abord, sans rien payer
welcome-practice-more = Sans clé, un petit serveur sur cet ordinateur remplace le fournisseur et fait une vraie vidéo. Rien n’est facturé et rien ne quitte cet ordinateur. Pour de vraies vidéos, ajoutez une clé de CometAPI quand vous voudrez.
welcome-no-keychain = Il n’y a pas de trousseau ici : une clé est gardée pour cette session seulement, ou dans un fichier, à votre choix.
welcome-keys = Trouvez vos repères
welcome-keys-more = Tout se fait à la souris comme au clavier. Ces raccourcis sont bons à connaître :
welcome-step = { $step } sur { $steps }
welcome-skip = Passer
welcome-back = Retour
welcome-next = Suivant
welcome-start = Commencer

## Une réponse perdue
stage-dismissed = Abandonnée
task-name = Saisir l’identifiant…
task-dismiss = Abandonner…
task-send-again = Renvoyer…
line-dismissed = Abandonnée ; elle n’est plus recherchée
dismiss-title = L’abandonner ?
dismiss-sentence = Elle n’est plus recherchée. Si la demande est arrivée, elle est facturée malgré tout, et sa vidéo reste chez le fournisseur.
dismiss-yes = Abandonner
send-again-title = La renvoyer ?
send-again-sentence = Elle peut être facturée deux fois : si la première demande est arrivée, les deux sont payées. Une fois de plus, elle coûte { $price } ({ $how }). La première est abandonnée.
send-again-yes = Renvoyer
name-task-title = Quelle tâche est-ce ?
name-task-sentence = Le journal de votre compte CometAPI montre les identifiants de ses tâches. Le fournisseur est interrogé, et elle reprend de là.
name-task-field = Identifiant de tâche
name-task-wrong = Un identifiant n’a pas d’espaces et au plus { $count } caractères
name-task-yes = Chercher
toast-not-there = Le fournisseur ne connaît pas cette tâche
toast-not-there-more = { $id } a été demandée ; l’envoi reste tel quel
toast-id-taken = Cette tâche est déjà ici
toast-id-taken-more = Une autre tâche a l’identifiant { $id }
cli-resolve-in-window = Une fenêtre est ouverte sur cette bibliothèque ; réglez-le là
cli-not-lost = La réponse à la tâche { $id } n’a pas été perdue

## Détails de ce qui a mal tourné
task-details = Détails…
task-settings = Ouvrir les réglages
action-details = Afficher les détails de ce qui a mal tourné
action-no-trouble = Rien n’a mal tourné
details-title = Détails de « { $title } »
details-over = Le problème est passé.
details-copy = Copier les détails
details-line = { $name } : { $value }
details-billed = Facturation
details-billed-no = Rien n’a été facturé.
details-billed-maybe = La demande a peut-être été facturée.
details-billed-taken = Le fournisseur l’a acceptée, une fois ; ce qu’il facture figure dans votre compte chez lui.
details-next = À faire
details-next-key = Vérifiez la clé dans les réglages ; la tâche continue ensuite d’elle-même.
details-next-account = Consultez le compte chez CometAPI ; la tâche continue ensuite d’elle-même.
details-next-base-url = Vérifiez l’URL de base dans les réglages ; la tâche continue ensuite d’elle-même.
details-next-folder = Faites de la place ou autorisez l’écriture, ou choisissez un autre dossier dans les réglages ; la tâche continue ensuite d’elle-même.
details-next-edit = Changez l’image, la voix ou les consignes, puis réutilisez la tâche.
details-next-look = Cherchez maintenant, saisissez l’identifiant de la tâche, ou renvoyez-la.
details-next-again = Réutilisez la tâche ou renvoyez-la ; les deux peuvent être facturées.
details-next-fetch-again = Téléchargez-la à nouveau, gardez-la telle quelle, ou interrogez CometAPI avec l’identifiant de tâche.
details-next-by-itself = Rien : un nouvel essai se fait de lui-même.
details-at = Heure
details-http = Statut HTTP
details-code = Code de l’erreur
details-words = Message
details-request = Identifiant de la demande
details-task = Identifiant de tâche
details-own = Votre identifiant de tâche
details-door = Envoyée à
details-practice = Essai, sur cet ordinateur

## La clé et un autre hôte
key-host-title = Envoyer votre clé à { $host } ?
key-host-sentence = Elle a servi jusqu’ici avec { $old }. Qui exploite { $host } peut la lire et dépenser avec elle.
key-host-tasks = { $count ->
    [one] Elle a servi jusqu’ici avec { $old }. Qui exploite { $host } peut la lire et dépenser avec elle. Une tâche inachevée y sera demandée.
   *[other] Elle a servi jusqu’ici avec { $old }. Qui exploite { $host } peut la lire et dépenser avec elle. { $count } tâches inachevées y seront demandées.
}
key-host-yes = Y envoyer la clé
key-host-no = Non, la retenir
key-host-not-allowed = La clé ne peut pas encore aller à cette URL de base
refusal-key-host = Rien n’est parti : la clé ne peut pas encore aller à cette URL de base
refusal-key-host-next = Autorisez-la dans les réglages, ou avec « likeness key allow ».
cli-key-host = Rien n’a été envoyé : votre clé a servi jusqu’ici avec { $old }, pas avec { $host }. Si elle peut y aller : likeness key allow
cli-settings-not-saved = Les réglages n’ont pas pu être écrits : { $why }
cli-key-allowed = La clé peut aller à { $host }
## Une vidéo qui n’est pas ici comme elle devrait
line-video-gone = Le fichier de la vidéo n’est plus là
line-video-changed = Le fichier de la vidéo a été modifié
line-video-damaged = Gardée telle quelle, endommagée : { $why }
line-video-asking = Elle est demandée au fournisseur…
line-video-none = Le fournisseur n’en a plus de vidéo
line-spoilt = { $what }. C’est arrivé { $times } fois à l’identique ; elle n’est donc plus téléchargée d’elle-même
line-spoilt-billed = { $said }. Elle a été facturée ; interrogez CometAPI sur la tâche { $id }
there-until = le fournisseur la garde jusqu’au { $day } environ
there-no-more = elle n’est peut-être plus chez le fournisseur
task-fetch-again = Télécharger à nouveau
task-keep-damaged = Garder telle quelle
action-fetch-missing = Télécharger à nouveau les vidéos manquantes
action-none-missing = Aucune vidéo ne manque
toast-video-gone = Le fichier de « { $title } » n’est plus là
toast-spoilt = « { $title } » : ce qu’a le fournisseur est endommagé
cli-fetch-in-window = Une fenêtre est ouverte sur cette bibliothèque ; téléchargez-y la vidéo à nouveau
cli-video-trouble = { $path } ({ $trouble })
cli-and-then = { $what } ; { $more }
## Réparer, recadrer, conseiller
mend-convert = Convertir
mend-smaller = Alléger
mend-enlarge = Agrandir
mend-crop = Recadrer
mend-crop-to-face = Cadrer le visage
mend-trim = Couper à { $longest } s
mend-split = Découper
mend-pad = Ajouter du silence
mend-working = En cours…
mend-back = Revenir à l’original
change-became = { $before } → { $after }
problem-no-face = Aucun visage trouvé, mais vous pouvez continuer
problem-several-faces = Plusieurs visages : lequel parlera n’est pas certain
crop-title = Recadrer le portrait
crop-nothing = Il n’y a pas d’image à recadrer ici
crop-part = La partie conservée
crop-place = { $width } × { $height }, à { $left } du bord gauche et { $top } du haut
crop-size = { $width } × { $height } · { $ratio }
crop-no-wider = pas plus large que { $limit }:1
crop-no-taller = pas plus haut que 1:{ $limit }
crop-no-shorter = aucun côté sous { $pixels } px
crop-ratio = Rapport
crop-free = Libre
crop-around-face = Sur le visage
crop-face-none = Aucun visage n’a été trouvé dans cette image
crop-face-several = Il y a plusieurs visages dans cette image
crop-face-unknown = Aucun visage n’a été cherché dans cette image
crop-use = Recadrer
crop-upper-left = Coin supérieur gauche
crop-top = Bord supérieur
crop-upper-right = Coin supérieur droit
crop-right = Bord droit
crop-lower-right = Coin inférieur droit
crop-bottom = Bord inférieur
crop-lower-left = Coin inférieur gauche
crop-left = Bord gauche
task-fix = Corriger et réessayer
good-title = Qu’est-ce qu’un bon portrait ?
good-head = Bien
good-facing = Un seul visage, face à l’objectif
good-whole = La tête entière, avec de la place autour
good-light = Une lumière douce, de face
good-ground = Un fond uni
bad-head = À éviter
bad-sideways = De profil
bad-far = Trop loin
bad-covered = Yeux ou bouche cachés
bad-two = Plus d’une personne
bad-dark = Trop sombre
bad-close = Tête coupée

## Le texte saisi
speech-text = Texte à dire
speech-text-hint = Ce que dit l’avatar
speech-about = environ { $length }
speech-voice = { $name } · { $language }
speech-english = anglais
speech-chinese = chinois
speech-language = Langue de la voix
speech-speed = Vitesse { $speed }×
speech-times = { $speed }×
speech-slower = Plus lentement
speech-faster = Plus vite
speech-speak = Faire dire
speech-play = Écouter
speech-speaking = En cours…
speech-made = Dit
speech-try-again = Réessayer
speech-making = Le fournisseur est en train de le dire
speech-making-trouble = Le fournisseur est en train de le dire ; la dernière question n’a pas abouti
speech-look = Demander maintenant
speech-refused-next = Rien n’a été facturé.
speech-voice-dead = Le fournisseur n’a pas cette voix pour cette langue
speech-voice-dead-next = Rien n’a été facturé. Choisissez une autre voix, ou réessayez.
speech-choose-voice = Choisir une voix…
speech-failed = Le fournisseur y a renoncé : { $why }
speech-failed-next = Ce qu’il facture pour cela figure dans votre compte chez lui.
speech-lost-next = Rien n’est renvoyé de soi-même.
speech-again = Faire redire…
speech-again-title = Le faire dire encore ?
speech-again-sentence = Cela peut être facturé deux fois : si la première demande est arrivée, les deux sont payées. Une fois de plus, cela coûte { $price }. La première est abandonnée.
speech-again-yes = Faire redire
speech-days-left = { $days ->
    [0] son identifiant expire aujourd’hui
    [one] son identifiant vaut encore 1 jour
   *[other] son identifiant vaut encore { $days } jours
}
speech-ended = son identifiant a expiré ; le son conservé est utilisé
speech-gone = son identifiant a expiré et son son n’a pas été conservé
speech-life = { $voice } · { $life }
speech-sound-missing = Le son n’est pas ici. La voix peut servir quand même
speech-fetch = Télécharger le son
speech-spoken = Voix dites { $count }
speech-needs-look = { $count ->
    [one] Voix dites · 1 à regarder
   *[other] Voix dites · { $count } à regarder
}
voices-title = Choisir une voix
voices-search = Chercher une voix
voices-search-hint = Quelques lettres d’un nom
voices-none = Aucune voix ne s’appelle « { $query } »
voices-favourite = { $name } : la mettre en tête
voices-no-favourite = { $name } : ne plus la mettre en tête
voices-dead = { $name } · n’existe plus
spoken-title = Voix dites
spoken-none = Rien n’a encore été dit
spoken-use-named = Utiliser « { $text } »
spoken-forget = Oublier « { $text } »
spoken-line = { $voice } · { $day } · { $life }
spoken-lost = pas de réponse ; cela a peut-être été facturé
spoken-under-way = en route
