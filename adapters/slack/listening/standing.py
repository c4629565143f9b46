"""What somebody may in their own direct messages: all that concerns only these.

Their watch list is theirs; the record and the roles of the workspace are not.
"""

from dataclasses import replace

from bot.commands.place import CHANNEL
from bot.commands.spec import Permission, Request
from bot.commands.table import BY_NAME

_DIRECT = "D"


def at_home(request: Request) -> Request:
    """Return the request of somebody who is an admin where only they are concerned."""
    command = BY_NAME.get(request.command)
    if command is None or command.option(CHANNEL.name) is None or not _is_direct(request):
        return request
    return replace(request, standing=Permission.ADMIN)


def _is_direct(request: Request) -> bool:
    channel = request.origin.address.rpartition("/")[2] if request.origin else ""
    return channel.startswith(_DIRECT)
