"""Takes back what foreign.py wrote of values of numpy and pandas. Its text follows that of objects.py."""


def _array(kind, content):
    import numpy

    written, items, *more = content
    made = _array_of(_dtype(None, written), items, more[0].get('shape') if more else None)
    if issubclass(kind, numpy.generic):
        return made[()]
    return made if kind is numpy.ndarray else made.view(kind)


def _array_of(dtype, items, shape):
    import numpy

    if dtype.kind == 'O':
        # A list among them is an item, and no row.
        made = numpy.empty(len(items), dtype)
        for place, item in enumerate(items):
            made[place] = item
    elif dtype.kind == 'm':
        made = numpy.array(items, 'int64').astype(dtype)
    else:
        made = numpy.array(items, dtype)
    return made if shape is None else made.reshape(shape)


def _dtype(kind, written):
    import numpy

    if type(written) is str:
        return numpy.dtype(written)
    if written and type(written[0]) is not list:
        of, shape = written
        return numpy.dtype((_dtype(None, of), tuple(shape)))
    return numpy.dtype([(name, _dtype(None, of)) for name, of in written])


def _masked(kind, content):
    import numpy

    *array, told = content
    return numpy.ma.array(_array(numpy.ndarray, array), mask=told['mask']).view(kind)


def _column(kind, content):
    import pandas

    written, items = content
    if type(written) is dict:
        return pandas.Categorical(items, categories=written['categories'], ordered=written['ordered'])
    try:
        # A column of texts is no array of characters.
        dtype = None if written == 'str' else _dtype(None, written)
    except TypeError:
        dtype = None
    if dtype is None:
        return pandas.Series(items, dtype=written).array
    return _array_of(dtype, items, None)


def _index(kind, content):
    import pandas

    if content is None:
        return None
    if 'range' in content:
        return pandas.RangeIndex(*content['range'], name=content['name'])
    if 'tuples' in content:
        return pandas.MultiIndex.from_tuples(content['tuples'], names=content['names'])
    return pandas.Index(_column(None, content['values']), name=content['name'])


def _series(kind, content):
    values, index = _column(None, content['values']), _index(None, content.get('index'))
    return _with_attrs(kind(values, index=index, name=content.get('name')), content)


def _frame(kind, content):
    columns, rows = content['columns'], _index(None, content.get('index'))
    data = {place: _column(None, each) for place, each in enumerate(content['data'])}
    made = kind(data, index=rows)
    made.columns = columns if type(columns) is list else _index(None, columns)
    return _with_attrs(made, content)


def _with_attrs(made, content):
    made.attrs.update(content.get('attrs', ()))
    return made


def _moment(kind, content):
    text, zone, unit = content
    return kind(text).tz_convert(zone).as_unit(unit) if zone else kind(text).as_unit(unit)


def _generator(kind, state):
    import numpy

    bits = getattr(numpy.random, state['bit_generator'])()
    bits.state = state
    return kind(bits)


def _missing(kind, text):
    import pandas

    return getattr(pandas, text)


_CONTENTS['numpy.ndarray'] = _array
_WHOLE.update({
    'numpy.ma.MaskedArray': _masked,
    'numpy.generic': _array,
    'numpy.dtype': _dtype,
    'numpy.random._generator.Generator': _generator,
    'numpy.random.mtrand.RandomState': _generator,
    'pandas.Series': _series,
    'pandas.DataFrame': _frame,
    'pandas.Index': _index,
    'pandas.Categorical': _column,
    'pandas.Timestamp': _moment,
    'pandas.Timedelta': lambda kind, content: kind(content[0]).as_unit(content[1]),
    'pandas.api.typing.NAType': _missing,
    'pandas._libs.missing.NAType': _missing,
    'pandas.api.typing.NaTType': _missing,
    'pandas._libs.tslibs.nattype.NaTType': _missing,
})
_PACKAGES.update({'numpy', 'pandas'})
