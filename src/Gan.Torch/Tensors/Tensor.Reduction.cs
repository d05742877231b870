using TorchSharp.Engine;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        private static readonly Op _sum = "aten::sum";
        private static readonly Op _sum_dim_IntList = "aten::sum.dim_IntList";
        private static readonly Op _mean = "aten::mean";
        private static readonly Op _mean_dim = "aten::mean.dim";
        private static readonly Op _prod = "aten::prod";
        private static readonly Op _prod_dim_int = "aten::prod.dim_int";
        private static readonly Op _max = "aten::max";
        private static readonly Op _max_dim = "aten::max.dim";
        private static readonly Op _min = "aten::min";
        private static readonly Op _min_dim = "aten::min.dim";
        private static readonly Op _amax = "aten::amax";
        private static readonly Op _amin = "aten::amin";
        private static readonly Op _argmax = "aten::argmax";
        private static readonly Op _argmin = "aten::argmin";
        private static readonly Op _argsort = "aten::argsort";
        private static readonly Op _sort_stable = "aten::sort.stable";
        private static readonly Op _topk = "aten::topk";
        private static readonly Op _std = "aten::std";
        private static readonly Op _std_dim = "aten::std.dim";
        private static readonly Op _var = "aten::var";
        private static readonly Op _var_dim = "aten::var.dim";
        private static readonly Op _var_mean = "aten::var_mean";
        private static readonly Op _var_mean_dim = "aten::var_mean.dim";
        private static readonly Op _norm_Scalar = "aten::norm.Scalar";
        private static readonly Op _norm_ScalarOpt_dim = "aten::norm.ScalarOpt_dim";
        private static readonly Op _cumsum = "aten::cumsum";
        private static readonly Op _cumprod = "aten::cumprod";
        private static readonly Op _logsumexp = "aten::logsumexp";
        private static readonly Op _count_nonzero_dim_IntList = "aten::count_nonzero.dim_IntList";
        private static readonly Op _trace = "aten::trace";
        private static readonly Op _bincount = "aten::bincount";
        private static readonly Op _histc = "aten::histc";

        public Tensor sum(ScalarType? type = null) => _sum.Call(this, type);
        public Tensor sum(long dim, bool keepdim = false, ScalarType? type = null) => _sum_dim_IntList.Call(this, new[] { dim }, keepdim, type);
        public Tensor sum(long[] dim, bool keepdim = false, ScalarType? type = null) => _sum_dim_IntList.Call(this, dim, keepdim, type);
        public Tensor sum(ReadOnlySpan<long> dim, bool keepdim = false, ScalarType? type = null) =>
            _sum_dim_IntList.Call(this, dim.ToArray(), keepdim, type);
        public Tensor mean() => _mean.Call(this);
        public Tensor mean(long[] dimensions, bool keepdim = false, ScalarType? type = null) => _mean_dim.Call(this, dimensions, keepdim, type);
        public Tensor prod(ScalarType? type = null) => _prod.Call(this, type);
        public Tensor prod(long dim, bool keepdim = false, ScalarType? type = null) => _prod_dim_int.Call(this, dim, keepdim, type);
        public Tensor max() => _max.Call(this);
        public Tensor max(Tensor other) => _maximum.Call(this, other);
        public (Tensor values, Tensor indexes) max(long dim, bool keepdim = false) => _max_dim.Call2(this, dim, keepdim);
        public Tensor min() => _min.Call(this);
        public Tensor min(Tensor other) => _minimum.Call(this, other);
        public (Tensor values, Tensor indexes) min(long dim, bool keepdim = false) => _min_dim.Call2(this, dim, keepdim);
        public Tensor amax(params long[] dims) => _amax.Call(this, dims);
        public Tensor amax(long[] dims, bool keepdim = false, Tensor? @out = null) => _amax.Call(this, dims, keepdim);
        public Tensor amin(params long[] dims) => _amin.Call(this, dims);
        public Tensor amin(long[] dims, bool keepdim = false, Tensor? @out = null) => _amin.Call(this, dims, keepdim);
        public Tensor argmax() => _argmax.Call(this);
        public Tensor argmax(long dim, bool keepdim = false) => _argmax.Call(this, dim, keepdim);
        public Tensor argmin() => _argmin.Call(this);
        public Tensor argmin(long dim, bool keepdim = false) => _argmin.Call(this, dim, keepdim);
        public Tensor argsort(long dim = -1, bool descending = false) => _argsort.Call(this, dim, descending);
        public (Tensor Values, Tensor Indices) sort(long dim = -1, bool descending = false, bool stable = false) =>
            _sort_stable.Call2(this, stable, dim, descending);
        public (Tensor values, Tensor indexes) topk(int k, int dim = -1, bool largest = true, bool sorted = true) =>
            _topk.Call2(this, k, dim, largest, sorted);
        public Tensor std(bool unbiased = true) => _std.Call(this, unbiased);
        public Tensor std(long dim, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
            Cast(_std_dim.Call(this, new[] { dim }, unbiased, keepdim), type);
        public Tensor std(long[] dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
            Cast(_std_dim.Call(this, dimensions, unbiased, keepdim), type);
        public Tensor var(bool unbiased = true) => _var.Call(this, unbiased);
        public Tensor var(long dim, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
            Cast(_var_dim.Call(this, new[] { dim }, unbiased, keepdim), type);
        public Tensor var(long[] dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
            Cast(_var_dim.Call(this, dimensions, unbiased, keepdim), type);
        public (Tensor var, Tensor mean) var_mean(bool unbiased = true) => _var_mean.Call2(this, unbiased);
        public (Tensor var, Tensor mean) var_mean(long dim, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
            _var_mean_dim.Call2(this, new[] { dim }, unbiased, keepdim);
        public (Tensor std, Tensor mean) var_mean(long[] dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
            _var_mean_dim.Call2(this, dimensions, unbiased, keepdim);
        public Tensor norm(float p = 2f) => _norm_Scalar.Call(this, p);
        public Tensor norm(int dim, bool keepdim = false, float p = 2f) => _norm_ScalarOpt_dim.Call(this, p, new[] { (long)dim }, keepdim);
        public Tensor cumsum(long dim, ScalarType? type = null) => _cumsum.Call(this, dim, type);
        public Tensor cumprod(long dim, ScalarType? type = null) => _cumprod.Call(this, dim, type);
        public Tensor logsumexp(long dim, bool keepdim = false) => _logsumexp.Call(this, new[] { dim }, keepdim);
        public Tensor count_nonzero(long[]? dims = null) => _count_nonzero_dim_IntList.Call(this, dims ?? []);
        public Tensor trace() => _trace.Call(this);
        public Tensor bincount(Tensor weights, long minlength = 0) => _bincount.Call(this, weights, minlength);
        public Tensor histc(long bins = 100, long min = 0, long max = 0) => _histc.Call(this, bins, min, max);
    }
}
