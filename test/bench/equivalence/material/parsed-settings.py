# function: parse_settings

# %% inputs
def inputs(random):
    def line():
        name = random.choice(['size', 'rate', '', ' mode '])
        value = random.choice(['1', '-7', 'on', '', ' 20 ', 'a=b'])
        return random.choice([f'{name}={value}', f'{name} = {value}', '# note', '', 'oops', f'{name}={value}'])

    return ['\n'.join(line() for _ in range(random.randint(0, 4)))]


# %% original
def parse_settings(text: str) -> dict[str, object]:
    """Read lines of name=value. Values that are whole numbers become integers.

    Blank lines and those that begin with # are skipped; any other line without = or without a
    name raises ValueError.
    """
    settings = {}
    for number, line in enumerate(text.split('\n'), 1):
        line = line.strip()
        if line == '' or line.startswith('#'):
            continue
        if '=' not in line:
            raise ValueError(f'line {number} has no =')
        name, value = line.split('=', 1)
        name, value = name.strip(), value.strip()
        if name == '':
            raise ValueError(f'line {number} has no name')
        try:
            settings[name] = int(value)
        except ValueError:
            settings[name] = value
    return settings


# %% right partition: partition in place of split
def parse_settings(text):
    settings = {}
    for line in map(str.strip, text.split('\n')):
        if not line or line[0] == '#':
            continue
        name, equals, value = line.partition('=')
        name = name.rstrip()
        if not equals or not name:
            raise ValueError('not a setting: ' + line)
        value = value.strip()
        try:
            settings[name] = int(value)
        except ValueError:
            settings[name] = value
    return settings


# %% wrong isdigit: negative numbers stay text
def parse_settings(text):
    settings = {}
    for line in text.split('\n'):
        line = line.strip()
        if not line or line.startswith('#'):
            continue
        if '=' not in line:
            raise ValueError(line)
        name, value = (part.strip() for part in line.split('=', 1))
        if not name:
            raise ValueError(line)
        settings[name] = int(value) if value.isdigit() else value
    return settings


# %% wrong other-exception: raises another type
def parse_settings(text):
    settings = {}
    for line in text.split('\n'):
        line = line.strip()
        if not line or line.startswith('#'):
            continue
        name, value = (part.strip() for part in line.split('=', 1))
        if not name:
            raise KeyError(line)
        try:
            settings[name] = int(value)
        except ValueError:
            settings[name] = value
    return settings


# %% wrong splits-all: a value with = in it fails
def parse_settings(text):
    settings = {}
    for line in text.split('\n'):
        line = line.strip()
        if not line or line.startswith('#'):
            continue
        name, value = line.split('=')
        name, value = name.strip(), value.strip()
        if not name:
            raise ValueError(line)
        try:
            settings[name] = int(value)
        except ValueError:
            settings[name] = value
    return settings
