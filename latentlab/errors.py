"""The errors a user can meet: each says what was expected and what came."""


class LatentLabError(Exception):
    """Base of all errors whose text is meant for the user.

    The template and its values travel apart, so that the window can translate the template.
    """

    exit_status = 2

    def __init__(self, template: str, **values: object) -> None:
        super().__init__(template.format(**values))
        self.template = template
        self.values = values


class ConfigError(LatentLabError):
    """A choice that no network or run can be made from."""


class DivergedError(ConfigError):
    """A run whose loss or weights exploded: its learning rate was too much for it."""


class DataError(LatentLabError):
    """A data set that is missing, truncated or not what it says."""


class SessionError(LatentLabError):
    """A `.latentlab` file that is not one."""


class SurroundingsError(LatentLabError):
    """A failure of the machine around the program: disk, display, memory, libraries."""

    exit_status = 1
