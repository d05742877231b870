using TorchSharp.Engine;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        private static readonly Op _index_select = "aten::index_select";
        private static readonly Op _index_add = "aten::index_add";
        private static readonly Op _index_add_ = "aten::index_add_";
        private static readonly Op _index_copy_ = "aten::index_copy_";
        private static readonly Op _index_fill__int_Scalar = "aten::index_fill_.int_Scalar";
        private static readonly Op _gather = "aten::gather";
        private static readonly Op _scatter_src = "aten::scatter.src";
        private static readonly Op _scatter__src = "aten::scatter_.src";
        private static readonly Op _scatter_add = "aten::scatter_add";
        private static readonly Op _scatter_add_ = "aten::scatter_add_";
        private static readonly Op _select_int = "aten::select.int";
        private static readonly Op _slice_Tensor = "aten::slice.Tensor";
        private static readonly Op _narrow = "aten::narrow";
        private static readonly Op _take = "aten::take";
        private static readonly Op _masked_select = "aten::masked_select";
        private static readonly Op _masked_scatter = "aten::masked_scatter";
        private static readonly Op _nonzero = "aten::nonzero";
        private static readonly Op _argwhere = "aten::argwhere";

        public Tensor index_select(long dim, Tensor index) => _index_select.Call(this, dim, index);
        public Tensor index_add(long dim, Tensor index, Tensor source, Scalar alpha) => _index_add.Call(this, dim, index, source, alpha);
        public Tensor index_add_(long dim, Tensor index, Tensor source, Scalar alpha) => _index_add_.Call(this, dim, index, source, alpha);
        public Tensor index_copy_(long dim, Tensor index, Tensor source) => _index_copy_.Call(this, dim, index, source);
        public Tensor index_fill_(long dim, Tensor index, Scalar value) => _index_fill__int_Scalar.Call(this, dim, index, value);
        public Tensor gather(long dim, Tensor index) => _gather.Call(this, dim, index);
        public Tensor scatter(long dim, Tensor index, Tensor src) => _scatter_src.Call(this, dim, index, src);
        public Tensor scatter_(long dim, Tensor index, Tensor src) => _scatter__src.Call(this, dim, index, src);
        public Tensor scatter_add(long dim, Tensor index, Tensor src) => _scatter_add.Call(this, dim, index, src);
        public Tensor scatter_add_(long dim, Tensor index, Tensor src) => _scatter_add_.Call(this, dim, index, src);
        public Tensor select(long dim, long index) => _select_int.Call(this, dim, index);
        public Tensor slice(long dim, long start, long finish, long step) => _slice_Tensor.Call(this, dim, start, finish, step);
        public Tensor narrow(long dim, long start, long length) => _narrow.Call(this, dim, start, length);
        public Tensor take(Tensor index) => _take.Call(this, index);
        public Tensor masked_select(Tensor mask) => _masked_select.Call(this, mask);
        public Tensor masked_scatter(Tensor mask, Tensor value) => _masked_scatter.Call(this, mask, value);
        public Tensor nonzero() => _nonzero.Call(this);
        public Tensor argwhere() => _argwhere.Call(this);
    }
}
