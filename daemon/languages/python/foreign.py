"""What values of numpy and pandas are made of, for the encoder: one table of types, by their names.

Its text follows that of states.py. Neither package is loaded for it: who meets a value of theirs
has loaded it. An array is a row of its type, its items as nested lists, and its shape where these
do not tell it. How it lies in memory, and whether it is a view, is no part of it.
"""


def _root(name):
    return sys.modules[name]


# ── numpy ────────────────────────────────────────────────────────────────────────────────────


def _dtype_content(dtype):
    """Its name, with the order of bytes where that is not the machine's; rows of fields by name."""
    if dtype.names is not None:
        return [[name, _dtype_content(dtype.fields[name][0])] for name in dtype.names]
    if dtype.subdtype is not None:
        return [_dtype_content(dtype.subdtype[0]), list(dtype.shape)]
    return str(dtype)


def _array_content(value):
    plain = _root('numpy').asarray(value)
    dtype = plain.dtype
    state = [_dtype_content(dtype), _array_items(plain)]
    if dtype.kind == 'O' or plain.size == 0 and plain.ndim > 1:
        state.append({'shape': list(plain.shape)})
    return state


def _as_made(value):
    """An array as a person would write it: what is given to `numpy.array`; None where that says less."""
    dtype = value.dtype
    is_plain = dtype.kind in 'biufSU' and not (dtype.kind == 'f' and dtype.itemsize > 8)
    if not is_plain or value.size == 0 and value.ndim > 1:
        return None
    named = {'dtype': str(dtype)}
    if value.flags.f_contiguous and not value.flags.c_contiguous:
        named['order'] = 'F'
    return value.tolist(), named


def _masked_content(value):
    numpy = _root('numpy')
    return [*_array_content(value), {'mask': numpy.ma.getmaskarray(value).tolist()}]


def _array_items(plain):
    """Of objects a flat row: lists among them are items, and no rows."""
    kind = plain.dtype.kind
    if kind == 'O':
        return plain.ravel().tolist()
    if plain.size == 0 and plain.ndim > 1:
        return []
    if kind == 'M' or kind in 'fc' and plain.dtype.itemsize > (8 if kind == 'f' else 16):
        # No number of Python's is as precise.
        return plain.astype(str).tolist()
    if kind == 'm':
        return plain.astype('int64').tolist()
    return plain.tolist()


# ── pandas ───────────────────────────────────────────────────────────────────────────────────


def _column_content(column):
    """The type of a column, an index or the like, and its items."""
    dtype = column.dtype
    if isinstance(dtype, _root('numpy').dtype):
        return [_dtype_content(dtype), _array_items(_root('numpy').asarray(column))]
    if hasattr(dtype, 'categories'):
        told = {'categories': dtype.categories.tolist(), 'ordered': bool(dtype.ordered)}
        return [told, column.tolist()]
    if str(dtype).startswith(('datetime', 'period', 'interval')):
        return [str(dtype), [str(each) for each in column]]
    return [str(dtype), column.tolist()]


def _labels(index):
    """What says which row is which; None for numbers from 0 on, as where nobody says anything."""
    if type(index).__name__ == 'RangeIndex':
        if (index.start, index.step, index.name) == (0, 1, None):
            return None
        return {'values': ['int64', index.tolist()], 'name': index.name}
    if str(index.dtype) == 'int64' and index.name is None and index.nlevels == 1:
        items = index.tolist()
        if items == list(range(len(items))):
            return None
    return _index_content(index)


def _index_content(index):
    if type(index).__name__ == 'RangeIndex':
        return {'range': [index.start, index.stop, index.step], 'name': index.name}
    if type(index).__name__ == 'MultiIndex':
        return {'tuples': index.tolist(), 'names': list(index.names)}
    return {'values': _column_content(index), 'name': index.name}


def _series_content(value):
    content = {'values': _column_content(value), 'index': _labels(value.index), 'name': value.name}
    if value.attrs:
        content['attrs'] = dict(value.attrs)
    return content


def _frame_content(value):
    columns = value.columns
    is_plain = columns.name is None and str(columns.dtype) in ('str', 'object')
    content = {
        'columns': columns.tolist() if is_plain and columns.nlevels == 1 else _index_content(columns),
        'index': _labels(value.index),
        'data': [_column_content(value.iloc[:, place]) for place in range(len(columns))],
    }
    if value.attrs:
        content['attrs'] = dict(value.attrs)
    return content


_NAMED_CONTENTS['numpy.ndarray'] = _array_content
# Their content is the whole state of what derives from them too.
_WHOLE.update({
    'numpy.ma.MaskedArray': _masked_content,
    'numpy.generic': _array_content,
    'numpy.dtype': _dtype_content,
    'numpy.random._generator.Generator': lambda value: value.bit_generator.state,
    'numpy.random.mtrand.RandomState': lambda value: value.get_state(legacy=False),
    'pandas.Series': _series_content,
    'pandas.DataFrame': _frame_content,
    'pandas.Index': _index_content,
    'pandas.Categorical': _column_content,
    'pandas.Timestamp': lambda value: [value.isoformat(), value.tz and str(value.tz), value.unit],
    'pandas.Timedelta': lambda value: [value.isoformat(), value.unit],
    # In later and in earlier versions.
    'pandas.api.typing.NAType': lambda _: 'NA',
    'pandas._libs.missing.NAType': lambda _: 'NA',
    'pandas.api.typing.NaTType': lambda _: 'NaT',
    'pandas._libs.tslibs.nattype.NaTType': lambda _: 'NaT',
})
_PACKAGES.update({'numpy', 'pandas'})
