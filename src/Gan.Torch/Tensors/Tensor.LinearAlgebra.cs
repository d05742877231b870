using TorchSharp.Engine;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        private static readonly Op _matmul = "aten::matmul";
        private static readonly Op _mm = "aten::mm";
        private static readonly Op _bmm = "aten::bmm";
        private static readonly Op _mv = "aten::mv";
        private static readonly Op _dot = "aten::dot";
        private static readonly Op _addmm = "aten::addmm";
        private static readonly Op _addmv = "aten::addmv";
        private static readonly Op _baddbmm = "aten::baddbmm";
        private static readonly Op _outer = "aten::outer";
        private static readonly Op _cov = "aten::cov";
        private static readonly Op _corrcoef = "aten::corrcoef";
        private static readonly Op _det = "aten::det";
        private static readonly Op _dist = "aten::dist";

        public Tensor matmul(Tensor target) => _matmul.Call(this, target);
        public Tensor mm(Tensor target) => _mm.Call(this, target);
        public Tensor bmm(Tensor batch2) => _bmm.Call(this, batch2);
        public Tensor mv(Tensor target) => _mv.Call(this, target);
        public Tensor dot(Tensor target) => _dot.Call(this, target);
        public Tensor addmm(Tensor mat1, Tensor mat2, float beta = 1f, float alpha = 1f) => _addmm.Call(this, mat1, mat2, beta, alpha);
        public Tensor addmv(Tensor mat, Tensor vec, float beta = 1f, float alpha = 1f) => _addmv.Call(this, mat, vec, beta, alpha);
        public Tensor baddbmm(Tensor batch1, Tensor batch2, float beta = 1f, float alpha = 1f) =>
            _baddbmm.Call(this, batch1, batch2, beta, alpha);
        public Tensor outer(Tensor vec2) => _outer.Call(this, vec2);
        public Tensor cov(long correction = 1, Tensor? fweights = null, Tensor? aweights = null) =>
            _cov.Call(this, correction, fweights, aweights);
        public Tensor corrcoef() => _corrcoef.Call(this);
        public Tensor det() => _det.Call(this);
        public Tensor dist(Tensor other, float p = 2f) => _dist.Call(this, other, p);
    }
}
