"""What Discord takes, each limit with the page that states it."""

from datetime import timedelta

# https://discord.com/developers/docs/components/reference
COMPONENTS = 40
"""In a message, nested ones included."""
TEXT = 4000
"""Characters in all text displays of a message together."""
CUSTOM_ID = 100
BUTTON_LABEL = 80
BUTTONS_IN_ROW = 5
MENU_CHOICES = 25
MENU_LABEL = 150
"""What a menu says before anything is chosen: its placeholder."""

# https://discord.com/developers/docs/resources/message#embed-object-embed-limits
EMBED_DESCRIPTION = 4096
EMBED_FOOTER = 2048
EMBED_TOTAL = 6000

# https://discord.com/developers/docs/resources/message#create-message
CONTENT = 2000
NONCE = 25

# https://discord.com/developers/docs/resources/channel#start-thread-from-message
THREAD_NAME = 100

# https://discord.com/developers/docs/resources/message#attachment-object
ALT = 1024
"""Characters of the description of a picture; the same in a gallery of components."""

# https://discord.com/developers/docs/resources/message#get-channel-messages
PAGE = 100
"""Messages of a channel's history in one answer."""

# https://discord.com/developers/docs/topics/rate-limits
ALL_REQUESTS = (50, timedelta(seconds=1))
"""Of one bot, over all channels; answers to interactions are not counted."""
ONE_CHANNEL = (5, timedelta(seconds=5))
"""Of one kind in one channel. Not promised by the page, but what the answers' headers say."""

# https://discord.com/developers/docs/interactions/application-commands
CHOICE_NAME = 100
"""Characters of a choice, of its name and of its value; in menus, too."""

# https://discord.com/developers/docs/resources/guild-scheduled-event
EVENT_NAME = 100
EVENT_LOCATION = 100

# https://discord.com/developers/docs/components/reference#label and #text-input
FIELDS = 5
"""Of a modal."""
TITLE = 45
FIELD_LABEL = 45
FIELD_HELP = 100
FIELD_TEXT = 4000
