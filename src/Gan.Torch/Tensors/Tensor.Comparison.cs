using TorchSharp.Engine;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        private static readonly Op _eq_Tensor = "aten::eq.Tensor";
        private static readonly Op _eq_Scalar = "aten::eq.Scalar";
        private static readonly Op _ne_Tensor = "aten::ne.Tensor";
        private static readonly Op _ne_Scalar = "aten::ne.Scalar";
        private static readonly Op _lt_Tensor = "aten::lt.Tensor";
        private static readonly Op _lt_Scalar = "aten::lt.Scalar";
        private static readonly Op _le_Tensor = "aten::le.Tensor";
        private static readonly Op _le_Scalar = "aten::le.Scalar";
        private static readonly Op _gt_Tensor = "aten::gt.Tensor";
        private static readonly Op _gt_Scalar = "aten::gt.Scalar";
        private static readonly Op _ge_Tensor = "aten::ge.Tensor";
        private static readonly Op _ge_Scalar = "aten::ge.Scalar";
        private static readonly Op _logical_and = "aten::logical_and";
        private static readonly Op _logical_or = "aten::logical_or";
        private static readonly Op _logical_xor = "aten::logical_xor";
        private static readonly Op _bitwise_and_Tensor = "aten::bitwise_and.Tensor";
        private static readonly Op _bitwise_or_Tensor = "aten::bitwise_or.Tensor";
        private static readonly Op _bitwise_xor_Tensor = "aten::bitwise_xor.Tensor";
        private static readonly Op _allclose = "aten::allclose";
        private static readonly Op _isclose = "aten::isclose";
        private static readonly Op _all = "aten::all";
        private static readonly Op _all_dim = "aten::all.dim";
        private static readonly Op _any = "aten::any";
        private static readonly Op _any_dim = "aten::any.dim";

        public Tensor eq(Tensor target) => _eq_Tensor.Call(this, target);
        public Tensor eq(Scalar target) => _eq_Scalar.Call(this, target);
        public Tensor ne(Tensor target) => _ne_Tensor.Call(this, target);
        public Tensor ne(Scalar target) => _ne_Scalar.Call(this, target);
        public Tensor lt(Tensor target) => _lt_Tensor.Call(this, target);
        public Tensor lt(Scalar target) => _lt_Scalar.Call(this, target);
        public Tensor le(Tensor target) => _le_Tensor.Call(this, target);
        public Tensor le(Scalar target) => _le_Scalar.Call(this, target);
        public Tensor gt(Tensor target) => _gt_Tensor.Call(this, target);
        public Tensor gt(Scalar target) => _gt_Scalar.Call(this, target);
        public Tensor ge(Tensor target) => _ge_Tensor.Call(this, target);
        public Tensor ge(Scalar target) => _ge_Scalar.Call(this, target);
        public Tensor greater(Tensor target) => _gt_Tensor.Call(this, target);
        public Tensor greater_equal(Tensor target) => _ge_Tensor.Call(this, target);
        public Tensor less(Tensor target) => _lt_Tensor.Call(this, target);
        public Tensor less_equal(Tensor target) => _le_Tensor.Call(this, target);
        public Tensor not_equal(Tensor target) => _ne_Tensor.Call(this, target);
        public Tensor equal(Tensor target) => _eq_Tensor.Call(this, target);
        public Tensor logical_and(Tensor other) => _logical_and.Call(this, other);
        public Tensor logical_or(Tensor other) => _logical_or.Call(this, other);
        public Tensor logical_xor(Tensor other) => _logical_xor.Call(this, other);
        public Tensor bitwise_and(Tensor other) => _bitwise_and_Tensor.Call(this, other);
        public Tensor bitwise_or(Tensor other) => _bitwise_or_Tensor.Call(this, other);
        public Tensor bitwise_xor(Tensor other) => _bitwise_xor_Tensor.Call(this, other);
        public bool allclose(Tensor target, double rtol = 1E-05, double atol = 1E-08, bool equal_nan = false) =>
            _allclose.CallScalar(this, target, rtol, atol, equal_nan).Bits != 0;
        public Tensor isclose(Tensor other, double rtol = 1E-05, double atol = 1E-08, bool nanEqual = false) =>
            _isclose.Call(this, other, rtol, atol, nanEqual);
        public Tensor all() => _all.Call(this);
        public Tensor all(long dim, bool keepdim = false) => _all_dim.Call(this, dim, keepdim);
        public Tensor any() => _any.Call(this);
        public Tensor any(long dim, bool keepdim = false) => _any_dim.Call(this, dim, keepdim);
    }
}
