# function: Solution.plain_path

# %% inputs
def inputs(random):
    parts = [random.choice(['a', 'b', '.', '..', '', '...', 'a.b']) for _ in range(random.randint(0, 6))]
    return ['/' + '/'.join(parts)]


# %% original
class Solution:
    def plain_path(self, path):
        """
        Write an absolute path without '.', '..' and needless slashes. Above the root is the root.

        :type path: str
        :rtype: str

        Constraints:
            1 <= len(path) <= 3000
            path begins with '/'.
        """
        names = []
        for name in path.split('/'):
            if name == '..':
                if names:
                    names.pop()
            elif name and name != '.':
                names.append(name)
        return '/' + '/'.join(names)


# %% right scan: character by character
class Solution:
    def plain_path(self, path):
        stack, name = [], ''
        for c in path + '/':
            if c != '/':
                name += c
                continue
            if name == '..':
                del stack[-1:]
            elif name not in ('', '.'):
                stack.append(name)
            name = ''
        return '/' + '/'.join(stack)


# %% wrong dots: any name of dots is a step up
class Solution:
    def plain_path(self, path):
        names = []
        for name in path.split('/'):
            if name in ('', '.'):
                continue
            if name.startswith('..'):
                names = names[:-1]
            else:
                names.append(name)
        return '/' + '/'.join(names)


# %% wrong above-root: fails above the root
class Solution:
    def plain_path(self, path):
        names = []
        for name in path.split('/'):
            if name == '..':
                names.pop()
            elif name != '' and name != '.':
                names.append(name)
        return '/' + '/'.join(names)


# %% wrong ends-in-slash: the root comes out empty
class Solution:
    def plain_path(self, path):
        names = []
        for name in path.split('/'):
            if name == '..':
                del names[-1:]
            elif name and name != '.':
                names.append(name)
        return ''.join('/' + name for name in names)


# %% wrong standard-library: two slashes in front stay two
import posixpath


class Solution:
    def plain_path(self, path):
        return posixpath.normpath(path)
