using TorchSharp.Engine;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        private static readonly Op _alias = "aten::alias";
        private static readonly Op _clone = "aten::clone";
        private static readonly Op _contiguous = "aten::contiguous";
        private static readonly Op _detach = "aten::detach";
        private static readonly Op _detach_ = "aten::detach_";
        private static readonly Op _reshape = "aten::reshape";
        private static readonly Op _view = "aten::view";
        private static readonly Op _view_as = "aten::view_as";
        private static readonly Op _flatten_using_ints = "aten::flatten.using_ints";
        private static readonly Op _unflatten_int = "aten::unflatten.int";
        private static readonly Op _squeeze_dim = "aten::squeeze.dim";
        private static readonly Op _squeeze = "aten::squeeze";
        private static readonly Op _squeeze__dim = "aten::squeeze_.dim";
        private static readonly Op _squeeze_ = "aten::squeeze_";
        private static readonly Op _unsqueeze = "aten::unsqueeze";
        private static readonly Op _unsqueeze_ = "aten::unsqueeze_";
        private static readonly Op _expand = "aten::expand";
        private static readonly Op _expand_as = "aten::expand_as";
        private static readonly Op _broadcast_to = "aten::broadcast_to";
        private static readonly Op _permute = "aten::permute";
        private static readonly Op _transpose_int = "aten::transpose.int";
        private static readonly Op _t = "aten::t";
        private static readonly Op _movedim_intlist = "aten::movedim.intlist";
        private static readonly Op _repeat = "aten::repeat";
        private static readonly Op _repeat_interleave_self_int = "aten::repeat_interleave.self_int";
        private static readonly Op _tile = "aten::tile";
        private static readonly Op _flip = "aten::flip";
        private static readonly Op _roll = "aten::roll";
        private static readonly Op _diag = "aten::diag";
        private static readonly Op _diagonal = "aten::diagonal";
        private static readonly Op _diag_embed = "aten::diag_embed";
        private static readonly Op _tril = "aten::tril";
        private static readonly Op _triu = "aten::triu";
        private static readonly Op _chunk = "aten::chunk";
        private static readonly Op _split_Tensor = "aten::split.Tensor";
        private static readonly Op _split_with_sizes = "aten::split_with_sizes";
        private static readonly Op _unbind_int = "aten::unbind.int";
        private static readonly Op _unfold = "aten::unfold";
        private static readonly Op _as_strided = "aten::as_strided";

        public Tensor alias() => _alias.Call(this);
        public Tensor clone() => _clone.Call(this);
        public Tensor contiguous() => _contiguous.Call(this);
        public Tensor detach() => _detach.Call(this);
        public Tensor detach_() => _detach_.Call(this);
        public Tensor reshape(params long[] shape) => _reshape.Call(this, shape);
        public Tensor view(params long[] shape) => _view.Call(this, shape);
        public Tensor view_as(Tensor other) => _view_as.Call(this, other);
        public Tensor flatten(long start_dim = 0, long end_dim = -1) => _flatten_using_ints.Call(this, start_dim, end_dim);
        public Tensor unflatten(long dim, params long[] sizes) => _unflatten_int.Call(this, dim, sizes);
        public Tensor squeeze(long? dim = null) => dim is { } d ? _squeeze_dim.Call(this, d) : _squeeze.Call(this);
        public Tensor squeeze_(long? dim = null) => dim is { } d ? _squeeze__dim.Call(this, d) : _squeeze_.Call(this);
        public Tensor unsqueeze(long dim) => _unsqueeze.Call(this, dim);
        public Tensor unsqueeze_(long dim) => _unsqueeze_.Call(this, dim);
        public Tensor expand(params long[] sizes) => _expand.Call(this, sizes);
        public Tensor expand(long[] sizes, bool isImplicit = false) => _expand.Call(this, sizes, isImplicit);
        public Tensor expand_as(Tensor other) => _expand_as.Call(this, other);
        public Tensor broadcast_to(params long[] shape) => _broadcast_to.Call(this, shape);
        public Tensor permute(params long[] permutation) => _permute.Call(this, permutation);
        public Tensor transpose(long dim0, long dim1) => _transpose_int.Call(this, dim0, dim1);
        public Tensor t() => _t.Call(this);
        public Tensor swapaxes(long dim0, long dim1) => _transpose_int.Call(this, dim0, dim1);
        public Tensor movedim(long[] source, long[] destination) => _movedim_intlist.Call(this, source, destination);
        public Tensor repeat(params long[] sizes) => _repeat.Call(this, sizes);
        public Tensor repeat_interleave(long repeats, long? dim = null, long? output_size = null) =>
            _repeat_interleave_self_int.Call(this, repeats, dim);
        public Tensor tile(long[] reps) => _tile.Call(this, reps);
        public Tensor flip(params long[] dims) => _flip.Call(this, dims);
        public Tensor roll(long shifts, long? dims = null) => _roll.Call(this, new[] { shifts }, dims is { } d ? new[] { d } : []);
        public Tensor diag(long diagonal = 0) => _diag.Call(this, diagonal);
        public Tensor diagonal(long offset = 0, long dim1 = 0, long dim2 = 1) => _diagonal.Call(this, offset, dim1, dim2);
        public Tensor diag_embed(long offset = 0, long dim1 = -2, long dim2 = -1) => _diag_embed.Call(this, offset, dim1, dim2);
        public Tensor tril(long diagonal = 0) => _tril.Call(this, diagonal);
        public Tensor triu(long diagonal = 0) => _triu.Call(this, diagonal);
        public Tensor[] chunk(long chunks, long dim = 0) => _chunk.CallList(this, chunks, dim);
        public Tensor[] split(long size, int dim = 0) => _split_Tensor.CallList(this, size, dim);
        public Tensor[] split(long[] sizes, long dim = 0) => _split_with_sizes.CallList(this, sizes, dim);
        public Tensor[] unbind(long dimension = 0) => _unbind_int.CallList(this, dimension);
        public Tensor unfold(long dimension, long size, long step) => _unfold.Call(this, dimension, size, step);
        public Tensor as_strided(long[] size, long[] strides, long storageOffset = 0) => _as_strided.Call(this, size, strides, storageOffset);
    }
}
