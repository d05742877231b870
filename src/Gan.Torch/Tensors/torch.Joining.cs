using TorchSharp.Engine;

namespace TorchSharp;

public static partial class torch
{
    private static readonly Op _torch_cat = "aten::cat";
    private static readonly Op _torch_stack = "aten::stack";
    private static readonly Op _torch_where_self = "aten::where.self";
    private static readonly Op _torch_where = "aten::where";
    private static readonly Op _torch_hstack = "aten::hstack";
    private static readonly Op _torch_vstack = "aten::vstack";
    private static readonly Op _torch_einsum = "aten::einsum";
    private static readonly Op _torch_cdist = "aten::cdist";
    private static readonly Op _torch_meshgrid_indexing = "aten::meshgrid.indexing";
    private static readonly Op _torch_block_diag = "aten::block_diag";
    private static readonly Op _torch_searchsorted_Tensor = "aten::searchsorted.Tensor";
    private static readonly Op _torch_tril_indices = "aten::tril_indices";

    public static Tensor cat(Tensor[] tensors, long dim = 0) => _torch_cat.Call(tensors, dim);
    public static Tensor cat(IList<Tensor> tensors, long dim = 0) => cat([.. tensors], dim);
    public static Tensor cat(ReadOnlySpan<Tensor> tensors, long dim = 0) => cat(tensors.ToArray(), dim);
    public static Tensor concat(Tensor[] tensors, long dim = 0) => cat(tensors, dim);
    public static Tensor concat(IList<Tensor> tensors, long dim = 0) => cat([.. tensors], dim);
    public static Tensor stack(IEnumerable<Tensor> tensors, long dim = 0) => _torch_stack.Call(tensors.ToArray(), dim);
    public static Tensor @where(Tensor condition, Tensor x, Tensor y) => _torch_where_self.Call(condition, x, y);
    public static Tensor[] @where(Tensor condition) => _torch_where.CallList(condition);
    public static Tensor hstack(params Tensor[] tensors) => _torch_hstack.Call(tensors);
    public static Tensor vstack(Tensor[] tensors) => _torch_vstack.Call(tensors);
    public static Tensor einsum(string equation, params Tensor[] tensors) => _torch_einsum.Call(equation, tensors);
    public static Tensor cdist(Tensor x1, Tensor x2, double p = 2, compute_mode compute_mode = compute_mode.use_mm_for_euclid_dist_if_necessary) =>
        _torch_cdist.Call(x1, x2, p, (long)compute_mode);
    public static Tensor[] meshgrid(IEnumerable<Tensor> tensors, string indexing = "ij") =>
        _torch_meshgrid_indexing.CallList(tensors.ToArray(), indexing);
    public static Tensor block_diag(params Tensor[] tensors) => _torch_block_diag.Call(tensors);
    public static Tensor searchsorted(Tensor sorted_sequence, Tensor values, bool out_int32 = false, bool right = false, Tensor? sorter = null) =>
        _torch_searchsorted_Tensor.Call(sorted_sequence, values, out_int32, right, Arg.None, sorter);
    public static Tensor tril_indices(long row, long col, long offset = 0, ScalarType dtype = ScalarType.Int64, Device? device = null) =>
        _torch_tril_indices.Call(row, col, offset, dtype, Arg.None, device ?? Make.DefaultDevice);
    public static long numel(Tensor input) => input.numel();
    public static bool is_tensor(object obj) => obj is Tensor;
}
