"""Cases of tensors alone: arithmetic, reductions, indexing, shapes, linear algebra. Drawn and written by casebook.py."""
import torch

from casebook import below, case, distinct, mask, normal, positive, unit, values, within


def add_all():
    pointwise()
    binary()
    in_place()
    reductions()
    indexing()
    assignment()
    shapes()
    linear_algebra()


def pointwise():
    x, p = normal(3, 4), positive(3, 4)
    case("abs", lambda t: t.abs(), x)
    case("neg", lambda t: -t, x)
    case("exp", lambda t: t.exp(), x, second=True)
    case("log", lambda t: t.log(), p, second=True)
    case("log1p", lambda t: t.log1p(), p, second=True)
    case("sqrt", lambda t: t.sqrt(), p, second=True)
    case("rsqrt", lambda t: t.rsqrt(), p, second=True)
    case("square", lambda t: t.square(), x, second=True)
    case("reciprocal", lambda t: t.reciprocal(), p, second=True)
    case("sigmoid", lambda t: t.sigmoid(), x, second=True)
    case("tanh", lambda t: t.tanh(), x, second=True)
    case("relu", lambda t: t.relu(), x, second=True)
    case("leaky relu", lambda t: torch.nn.functional.leaky_relu(t, 0.2), x, second=True)
    case("erf", lambda t: t.erf(), x)
    case("sin", lambda t: t.sin(), x, second=True)
    case("cos", lambda t: t.cos(), x, second=True)
    case("floor", lambda t: (t * 3).floor(), x)
    case("round", lambda t: (t * 3).round(), x)
    case("sign", lambda t: t.sign(), x)
    case("clamp", lambda t: t.clamp(-0.5, 0.7), x)
    case("clamp min", lambda t: t.clamp_min(0.1), x)
    case("clamp max", lambda t: t.clamp_max(0.1), x)
    case("pow 3", lambda t: t.pow(3), x, second=True)
    case("pow 1.5", lambda t: t.pow(1.5), p, second=True)
    case("nan to num", lambda t: torch.log(t).nan_to_num(nan=2.0, posinf=3.0, neginf=-4.0), values(-1.0, 0.0, 1.0, 2.0))
    case("isnan isfinite", lambda t: [torch.log(t).isnan(), torch.log(t).isfinite()], values(-1.0, 0.0, 1.0, 2.0))
    case("tanh in double", lambda t: t.tanh(), x.double(), second=True)
    case("exp log in double", lambda t: (t.exp() + 1).log(), x.double(), second=True)


def binary():
    a, b, p, q = normal(3, 4), normal(3, 4), positive(3, 4), positive(4)
    case("add", lambda x, y: x + y, a, b)
    case("add broadcast", lambda x, y: x + y, normal(3, 1), normal(1, 4))
    case("add alpha", lambda x, y: x.add(y, alpha=-2.5), a, b)
    case("subtract", lambda x, y: x - y, a, normal(4))
    case("multiply broadcast", lambda x, y: x * y, normal(2, 3, 4), normal(3, 1), second=True)
    case("divide broadcast", lambda x, y: x / y, a, q, second=True)
    case("divide floor", lambda x, y: torch.div(x, y, rounding_mode="floor"), a.const(), p.const())
    case("divide trunc", lambda x: torch.div(x, 0.3, rounding_mode="trunc"), a.const())
    case("scalars on the right", lambda x: ((x + 2) * 0.5 - 1) / 3, a)
    case("scalars on the left", lambda x: 1.5 - 2 * (0.5 + x), a)
    case("scalar over tensor", lambda x: 2.0 / x, p, second=True)
    case("integer arithmetic", lambda x: x * 3 + 1 - 7, below(9, 3, 4))
    case("integer and float", lambda x, y: x * y, below(9, 3, 4), a)
    case("maximum minimum", lambda x, y: [torch.maximum(x, y), torch.minimum(x, y)], a, b)
    case("where", lambda c, x, y: torch.where(c, x, y), mask(3, 4), a, b)
    case("lerp", lambda x, y, w: torch.lerp(x, y, w), a, b, unit(3, 1), second=True)
    case("addcmul", lambda x, y, z: x.addcmul(y, z, value=0.3), a, b, normal(3, 4), second=True)
    case("addcdiv in place", lambda x, y, z: x.clone().addcdiv_(y, z, value=0.3), a, b, p)
    case("comparisons", lambda x, y: [x > y, x < y, x >= y, x <= y, x == y, x != y], below(3, 4, 5), below(3, 4, 5))
    case("comparison with a scalar", lambda x: [x > 0.5, x < 0.5, (x >= 0).float()], a.const())
    case("logic", lambda x, y: [x & y, x | y, ~x, x ^ y], mask(3, 4), mask(3, 4))
    case("conversions", lambda x: [x.to(torch.float64), x.long(), (x * 10).to(torch.int64).float()], a.const())
    case("mixed precision sum", lambda x, y: x.double() + y, a, b.double())


def in_place():
    a, b, p = normal(3, 4), normal(3, 4), positive(3, 4)
    case("in-place chain", lambda x, y: x.clone().add_(y).mul_(2).sub_(0.5).div_(y.square() + 1), a, b)
    case("in-place add alpha", lambda x, y: x.clone().add_(y, alpha=0.25), a, b)
    case("in-place clamp", lambda x: x.clone().clamp_(-0.3, 0.3), a)
    case("in-place lerp", lambda x, y, w: x.clone().lerp_(y, w), a, b, unit(1))
    case("in-place pow sqrt", lambda x: x.clone().pow_(2).sqrt_(), p)
    case("in-place fill zero", lambda x: [x.clone().fill_(3.5), x.clone().zero_()], a)
    case("in-place addcmul", lambda x, y, z: x.clone().addcmul_(y, z, value=-2), a, b, normal(3, 4))
    case("copy", lambda x, y: x.clone().copy_(y), normal(3, 4), normal(4))


def reductions():
    x = normal(3, 4, 5)
    case("sum", lambda t: t.sum(), x)
    case("sum dim", lambda t: t.sum(1), x)
    case("sum dims keepdim", lambda t: t.square().sum((0, 2), keepdim=True), x, second=True)
    case("sum of booleans", lambda t: (t > 0).sum(), x.const())
    case("mean", lambda t: t.square().mean(), x, second=True)
    case("mean dims keepdim", lambda t: t.mean((-1, 0), keepdim=True), x)
    case("prod", lambda t: t.prod(), positive(6), second=True)
    case("std", lambda t: t.std(), x, second=True)
    case("std dim biased", lambda t: t.std(1, unbiased=False, keepdim=True), x, second=True)
    case("var", lambda t: t.var(unbiased=False), x, second=True)
    case("var dims", lambda t: t.var((0, 2)), x, second=True)
    case("var mean", lambda t: torch.var_mean(t, (1,), unbiased=True, keepdim=True), x)
    case("max min", lambda t: [t.max(), t.min()], x)
    case("max dim", lambda t: list(t.max(1)), x)
    case("min dim", lambda t: list(t.min(-1, keepdim=True)), x)
    case("argmax argmin", lambda t: [t.argmax(2), t.argmin(0, keepdim=True)], x.const())
    case("norm", lambda t: [t.norm(), t.norm(p=1)], x)
    case("norm dim", lambda t: t.norm(p=2, dim=2, keepdim=True), x, second=True)
    case("logsumexp", lambda t: t.logsumexp(1), x, second=True)
    case("cumsum", lambda t: t.cumsum(2), x)
    case("any all", lambda t: [(t > 2).any(), (t > 2).any(1), (t > -9).all()], x.const())
    case("topk", lambda t: list(t.topk(2, 1)), x)
    case("mean in double", lambda t: t.square().mean((1,)), x.double(), second=True)


def indexing():
    x = normal(4, 5, 6)
    case("index integer", lambda t: t[2], x)
    case("index negative", lambda t: t[-1, -2], x)
    case("index three integers", lambda t: t[1, 2, 3], x)
    case("index slice", lambda t: t[1:3], x)
    case("index slices and steps", lambda t: t[::2, 1:, :-1], x)
    case("index ellipsis", lambda t: t[..., 2], x)
    case("index none", lambda t: t[:, None, 1:4], x)
    case("index range", lambda t: t[-3:, 1:4], x)
    case("index mask", lambda t, m: t[m], x, mask(4, 5))
    case("index tensor", lambda t, i: t[i], x, below(4, 7))
    case("index two tensors", lambda t, i, j: t[i, j], x, below(4, 7), below(5, 7))
    case("index slice then tensor", lambda t, i: t[:, i], x, below(5, 3))
    case("index select", lambda t, i: t.index_select(1, i), x, below(5, 8))
    case("gather", lambda t, i: t.gather(1, i), normal(4, 5), below(5, 4, 3), second=True)
    case("masked fill", lambda t, m: t.masked_fill(m, -3.5), x, mask(4, 1, 6))
    case("masked select", lambda t, m: t.masked_select(m), x, mask(4, 5, 6))
    case("narrow", lambda t: t.narrow(1, 2, 3), x)
    case("select", lambda t: t.select(-1, 4), x)
    case("slice method", lambda t: t[:, 1:5:2], x)
    case("one hot", lambda i: torch.nn.functional.one_hot(i, 6), below(6, 2, 3))


def assignment():
    x = normal(4, 5)

    def assign(change):
        def run(t, *rest):
            copy = t.clone()
            change(copy, *rest)
            return copy
        return run

    def row(t, v): t[1] = v
    def part(t, v): t[1:3, ::2] = v
    def where(t, m): t[m] = 0.25
    def rows(t, i, v): t[i] = v
    def element(t, v): t[2, 3] = v[0]
    case("assign row", assign(row), x, normal(5))
    case("assign slices", assign(part), x, normal(2, 3))
    case("assign mask", assign(where), x, mask(4, 5))
    case("assign index tensor", assign(rows), x, distinct(4, 2), normal(2, 5))
    case("assign element", assign(element), x, normal(3))
    case("scatter", lambda t, i, s: t.scatter(1, i, s), x, distinct(5, 1, 3), normal(1, 3))
    case("scatter in place", lambda t, i, s: t.clone().scatter_(0, i, s), x, distinct(4, 2, 1), normal(2, 1))


def shapes():
    x = normal(2, 3, 4)
    case("reshape view", lambda t: [t.reshape(4, -1), t.view(6, 4)], x)
    case("flatten", lambda t: [t.flatten(), t.flatten(1)], x)
    case("permute transpose", lambda t: [t.permute(2, 0, 1), t.transpose(0, -1), t[0].t()], x)
    case("contiguous of a permutation", lambda t: t.permute(2, 0, 1).contiguous().view(-1), x)
    case("squeeze unsqueeze", lambda t: [t.unsqueeze(0).unsqueeze(-1), t.unsqueeze(1).squeeze(1), t.unsqueeze(1).squeeze()], x)
    case("expand", lambda t: t.unsqueeze(1).expand(2, 5, 3, 4), x)
    case("expand as", lambda t, o: t.expand_as(o) * o, normal(3, 1), normal(2, 3, 4))
    case("repeat", lambda t: t.repeat(2, 1, 3), x)
    case("repeat interleave", lambda t: t.repeat_interleave(3, 1), x)
    case("roll", lambda t: t.roll(2, 1), x)
    case("flip", lambda t: t.flip(0, 2), x)
    case("cat", lambda a, b, c: torch.cat([a, b, c], 1), x, normal(2, 1, 4), normal(2, 2, 4), second=True)
    case("stack", lambda a, b: torch.stack([a, b], -1), x, normal(2, 3, 4))
    case("chunk", lambda t: t.chunk(3, 2), x)
    case("split by size", lambda t: t.split(2, 1), x)
    case("split by sizes", lambda t: t.split([1, 3], 2), x)
    case("unbind", lambda t: t.unbind(1), x)
    case("diagonal trace", lambda t: [t[0].diagonal(1), t[1].trace()], x)
    case("diag", lambda v, m: [torch.diag(v), torch.diag(m, -1)], normal(3), normal(4, 4))
    case("tril triu", lambda t: [t.tril(), t.triu(1)], normal(4, 5))


def linear_algebra():
    case("matmul", lambda a, b: a.matmul(b), normal(3, 4), normal(4, 5), second=True)
    case("matmul batches broadcast", lambda a, b: a.matmul(b), normal(2, 1, 3, 4), normal(5, 4, 2), second=True)
    case("matmul in double", lambda a, b: a.matmul(b), normal(6, 40).double(), normal(40, 7).double(), second=True)
    case("mm mv dot", lambda a, b, v: [a.mm(b), a.mv(v), v.dot(v)], normal(3, 4), normal(4, 2), normal(4))
    case("bmm", lambda a, b: a.bmm(b), normal(2, 3, 4), normal(2, 4, 5), second=True)
    case("addmm", lambda c, a, b: c.addmm(a, b, beta=0.5, alpha=2), normal(5), normal(3, 4), normal(4, 5))
    case("baddbmm", lambda c, a, b: c.baddbmm(a, b, beta=0.5, alpha=2), normal(2, 3, 5), normal(2, 3, 4), normal(2, 4, 5))
    case("outer", lambda a, b: torch.outer(a, b), normal(3), normal(4), second=True)
    case("einsum", lambda a, b: torch.einsum("bij,bkj->ik", a, b), normal(2, 3, 4), normal(2, 5, 4))
    case("cov", lambda a: torch.cov(a), normal(3, 8).double())
    case("cdist", lambda a, b: torch.cdist(a, b), normal(3, 4), normal(5, 4))
    case("vector norm", lambda a: torch.linalg.vector_norm(a, 2, (1,), True), normal(3, 4), second=True)
    spd = normal(5, 5).double()

    def positive_definite(a): return a @ a.t() + torch.eye(5, dtype=torch.float64)

    def root(a):
        w, v = torch.linalg.eigh(positive_definite(a))
        return (v * w.sqrt()) @ v.t()

    def rebuilt(a):
        u, s, v = torch.linalg.svd(a, full_matrices=False)
        return [s, (u * s.log1p()) @ v]

    case("eigh square root", root, spd)
    case("eigvalsh", lambda a: torch.linalg.eigvalsh(positive_definite(a)), spd)
    case("svd", rebuilt, normal(4, 6).double())
    case("inv", lambda a: torch.linalg.inv(positive_definite(a)), spd, second=True)
    case("solve", lambda a, b: torch.linalg.solve(positive_definite(a), b), spd, normal(5, 2).double())
    case("cholesky", lambda a: torch.linalg.cholesky(positive_definite(a)), spd)
    case("frechet trace", lambda a, b: torch.linalg.eigvals(positive_definite(a) @ positive_definite(b)).real.clamp_min(0).sqrt().sum(),
         spd.const(), normal(5, 5).double().const())
