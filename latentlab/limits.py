"""What a choice may be, and the sentence that refuses another; choices may come from a file."""

from latentlab.errors import ConfigError


def is_whole(value: object) -> bool:
    """Whether it is a whole number; True and False are none."""
    return isinstance(value, int) and not isinstance(value, bool)


def check_choice(what: str, value: str, choices: tuple[str, ...]) -> None:
    """Raise ConfigError unless the value is one of the choices."""
    if value not in choices:
        raise ConfigError(
            "{what} must be one of {choices}, got {value}.",
            what=what,
            choices=", ".join(choices),
            value=value,
        )


def check_whole(what: str, value: int, least: int, most: int) -> None:
    """Raise ConfigError unless the value is a whole number between the two."""
    if not is_whole(value):
        raise ConfigError("{what} must be a whole number, got {value}.", what=what, value=value)
    if not least <= value <= most:
        raise ConfigError(
            "{what} must be from {least} to {most}, got {value}.",
            what=what,
            least=least,
            most=most,
            value=value,
        )


def check_range(what: str, value: float, least: float, most: float) -> None:
    """Raise ConfigError unless the value is a number between the two (NaN is not)."""
    if not isinstance(value, float | int):
        raise ConfigError("{what} must be a number, got {value}.", what=what, value=value)
    if not least <= value <= most:
        raise ConfigError(
            "{what} must be from {least:g} to {most:g}, got {value}.",
            what=what,
            least=least,
            most=most,
            value=value,
        )


def check_flag(what: str, value: bool) -> None:
    """Raise ConfigError unless the value is True or False."""
    if not isinstance(value, bool):
        raise ConfigError("{what} must be true or false, got {value}.", what=what, value=value)
