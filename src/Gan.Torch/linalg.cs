using TorchSharp.Engine;

namespace TorchSharp;

public static partial class torch
{
    public static class linalg
    {
        private static readonly Op _linalg_cholesky = "aten::linalg_cholesky";
        private static readonly Op _linalg_det = "aten::linalg_det";
        private static readonly Op _linalg_eig = "aten::linalg_eig";
        private static readonly Op _linalg_eigh = "aten::linalg_eigh";
        private static readonly Op _linalg_eigvals = "aten::linalg_eigvals";
        private static readonly Op _linalg_eigvalsh = "aten::linalg_eigvalsh";
        private static readonly Op _linalg_inv = "aten::linalg_inv";
        private static readonly Op _linalg_matrix_norm_str_ord = "aten::linalg_matrix_norm.str_ord";
        private static readonly Op _linalg_matrix_norm = "aten::linalg_matrix_norm";
        private static readonly Op _linalg_norm = "aten::linalg_norm";
        private static readonly Op _linalg_norm_ord_str = "aten::linalg_norm.ord_str";
        private static readonly Op _linalg_pinv_atol_rtol_float = "aten::linalg_pinv.atol_rtol_float";
        private static readonly Op _linalg_qr = "aten::linalg_qr";
        private static readonly Op _linalg_slogdet = "aten::linalg_slogdet";
        private static readonly Op _linalg_solve = "aten::linalg_solve";
        private static readonly Op _linalg_svd = "aten::linalg_svd";
        private static readonly Op _linalg_svdvals = "aten::linalg_svdvals";
        private static readonly Op _linalg_vector_norm = "aten::linalg_vector_norm";

        public enum QRMode { Reduced = 0, Complete = 1, R = 2 }

        public static Tensor cholesky(Tensor input) => _linalg_cholesky.Call(input);
        public static Tensor det(Tensor input) => _linalg_det.Call(input);
        public static (Tensor, Tensor) eig(Tensor input) => _linalg_eig.Call2(input);
        public static (Tensor, Tensor) eigh(Tensor input, char UPLO = 'L') => _linalg_eigh.Call2(input, UPLO.ToString());
        public static Tensor eigvals(Tensor input) => _linalg_eigvals.Call(input);
        public static Tensor eigvalsh(Tensor input, char UPLO = 'L') => _linalg_eigvalsh.Call(input, UPLO.ToString());
        public static Tensor inv(Tensor input) => _linalg_inv.Call(input);

        public static Tensor matrix_norm(Tensor input, string ord = "fro", long[]? dims = null, bool keepdim = false) =>
            _linalg_matrix_norm_str_ord.Call(input, ord, dims ?? [-2, -1], keepdim);
        public static Tensor matrix_norm(Tensor input, double ord, long[]? dims = null, bool keepdim = false) =>
            _linalg_matrix_norm.Call(input, ord, dims ?? [-2, -1], keepdim);

        public static Tensor norm(Tensor input, string ord, long[]? dims = null, bool keepdim = false) => _linalg_norm_ord_str.Call(input, ord, dims, keepdim);
        public static Tensor norm(Tensor input, double ord, long[]? dims = null, bool keepdim = false) => _linalg_norm.Call(input, ord, dims, keepdim);
        public static Tensor norm(Tensor input, int ord, long[]? dims = null, bool keepdim = false) => _linalg_norm.Call(input, (double)ord, dims, keepdim);
        public static Tensor norm(Tensor input, long[]? dims = null, bool keepdim = false) => _linalg_norm.Call(input, Arg.None, dims, keepdim);

        public static Tensor pinv(Tensor input, double? atol = null, double? rtol = null, bool hermitian = false) =>
            _linalg_pinv_atol_rtol_float.Call(input, atol, rtol, hermitian);

        public static (Tensor Q, Tensor R) qr(Tensor input, QRMode mode = QRMode.Reduced) =>
            _linalg_qr.Call2(input, mode.ToString().ToLowerInvariant());

        public static (Tensor, Tensor) slogdet(Tensor input) => _linalg_slogdet.Call2(input);
        public static Tensor solve(Tensor A, Tensor B, bool left = true) => _linalg_solve.Call(A, B, left);
        public static (Tensor U, Tensor S, Tensor Vh) svd(Tensor input, bool fullMatrices = true) => _linalg_svd.Call3(input, fullMatrices);
        public static Tensor svdvals(Tensor input) => _linalg_svdvals.Call(input);
        public static Tensor vector_norm(Tensor input, double ord = 2, long[]? dims = null, bool keepdim = false) =>
            _linalg_vector_norm.Call(input, ord, dims, keepdim);
    }
}
