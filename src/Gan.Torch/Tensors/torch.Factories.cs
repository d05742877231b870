using TorchSharp.Engine;

namespace TorchSharp;

public static partial class torch
{
    private static readonly Op _torch_arange_start_step = "aten::arange.start_step";
    private static readonly Op _torch_linspace = "aten::linspace";
    private static readonly Op _torch_logspace = "aten::logspace";
    private static readonly Op _torch_eye_m = "aten::eye.m";
    private static readonly Op _torch_randint_low_generator = "aten::randint.low_generator";
    private static readonly Op _torch_randperm_generator = "aten::randperm.generator";
    private static readonly Op _torch_normal_float_float = "aten::normal.float_float";
    private static readonly Op _torch_zeros_like = "aten::zeros_like";
    private static readonly Op _torch_ones_like = "aten::ones_like";
    private static readonly Op _torch_empty_like = "aten::empty_like";
    private static readonly Op _torch_rand_like = "aten::rand_like";
    private static readonly Op _torch_randn_like = "aten::randn_like";
    private static readonly Op _torch_full_like = "aten::full_like";
    private static readonly Op _torch_full = "aten::full";

    public static Tensor arange(Scalar stop, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        arange(0L, stop, 1L, dtype, device, requires_grad);
    public static Tensor arange(Scalar start, Scalar stop, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        arange(start, stop, 1L, dtype, device, requires_grad);
    public static Tensor arange(Scalar start, Scalar stop, Scalar step, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        Make.Finish(_torch_arange_start_step.Call(start, stop, step, dtype ?? RangeType(start, stop, step), Arg.None, device ?? Make.DefaultDevice), requires_grad);
    public static Tensor linspace(double start, double end, long steps, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        Make.Finish(_torch_linspace.Call(start, end, steps, dtype ?? Make.DefaultType, Arg.None, device ?? Make.DefaultDevice), requires_grad);
    public static Tensor logspace(double start, double end, long steps, double @base = 10, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        Make.Finish(_torch_logspace.Call(start, end, steps, @base, dtype ?? Make.DefaultType, Arg.None, device ?? Make.DefaultDevice), requires_grad);
    public static Tensor eye(long rows, long columns = -1, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Make.Finish(_torch_eye_m.Call(rows, columns < 0 ? rows : columns, dtype ?? Make.DefaultType, Arg.None, device ?? Make.DefaultDevice), requires_grad);
    public static Tensor randint(long high, long[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null, string[]? names = null) =>
        randint(0, high, size, dtype, device, requires_grad, generator, names);
    public static Tensor randint(long low, long high, long[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null, string[]? names = null) =>
        Make.Finish(_torch_randint_low_generator.Call(low, high, size, generator, dtype ?? ScalarType.Int64, Arg.None, device ?? generator?.device ?? Make.DefaultDevice), requires_grad);
    public static Tensor randint(int high, int[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null, string[]? names = null) =>
        randint(0, high, Array.ConvertAll(size, s => (long)s), dtype, device, requires_grad, generator, names);
    public static Tensor randint(int low, int high, int[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null, string[]? names = null) =>
        randint(low, high, Array.ConvertAll(size, s => (long)s), dtype, device, requires_grad, generator, names);
    public static Tensor randperm(long n, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null) =>
        Make.Finish(_torch_randperm_generator.Call(n, generator, dtype ?? ScalarType.Int64, Arg.None, device ?? generator?.device ?? Make.DefaultDevice), requires_grad);
    public static Tensor normal(double mean, double std, ReadOnlySpan<long> size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null, string[]? names = null) =>
        Make.Finish(_torch_normal_float_float.Call(mean, std, size.ToArray(), generator, dtype ?? Make.DefaultType, Arg.None, device ?? generator?.device ?? Make.DefaultDevice), requires_grad);
    public static Tensor zeros_like(Tensor input, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Make.Finish(_torch_zeros_like.Call(input, dtype, Arg.None, device), requires_grad);
    public static Tensor ones_like(Tensor input, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Make.Finish(_torch_ones_like.Call(input, dtype, Arg.None, device), requires_grad);
    public static Tensor empty_like(Tensor input, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Make.Finish(_torch_empty_like.Call(input, dtype, Arg.None, device), requires_grad);
    public static Tensor rand_like(Tensor input, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        Make.Finish(_torch_rand_like.Call(input, dtype, Arg.None, device), requires_grad);
    public static Tensor randn_like(Tensor input, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        Make.Finish(_torch_randn_like.Call(input, dtype, Arg.None, device), requires_grad);
    public static Tensor full_like(Tensor input, Scalar value, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Make.Finish(_torch_full_like.Call(input, value, dtype, Arg.None, device), requires_grad);
    public static Tensor full(long[] size, Scalar value, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Make.Finish(_torch_full.Call(size, value, dtype ?? RangeType(value), Arg.None, device ?? Make.DefaultDevice), requires_grad);
    public static Tensor full(int dim0, int dim1, int dim2, Scalar value, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        full(new long[] { dim0, dim1, dim2 }, value, dtype, device, requires_grad, names);
    public static Tensor full(int dim0, int dim1, int dim2, int dim3, Scalar value, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        full(new long[] { dim0, dim1, dim2, dim3 }, value, dtype, device, requires_grad, names);
    public static Tensor full(int rows, int columns, Scalar value, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        full(new long[] { rows, columns }, value, dtype, device, requires_grad, names);
    public static Tensor full(int size, Scalar value, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        full(new long[] { size }, value, dtype, device, requires_grad, names);
    public static Tensor full(long dim0, long dim1, long dim2, Scalar value, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        full(new long[] { dim0, dim1, dim2 }, value, dtype, device, requires_grad, names);
    public static Tensor full(long dim0, long dim1, long dim2, long dim3, Scalar value, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        full(new long[] { dim0, dim1, dim2, dim3 }, value, dtype, device, requires_grad, names);
    public static Tensor full(long rows, long columns, Scalar value, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        full(new long[] { rows, columns }, value, dtype, device, requires_grad, names);
    public static Tensor full(long size, Scalar value, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        full(new long[] { size }, value, dtype, device, requires_grad, names);
    public static Tensor from_array(System.Array rawArray, Device? device = null) => Make.FromArray(rawArray, null, device, false, null);
    public static Tensor from_array(System.Array rawArray, ScalarType? dtype, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Make.FromArray(rawArray, dtype, device, requires_grad, names);
    public static Tensor as_tensor(System.Array data, ScalarType? dtype = null, Device? device = null) =>
        Make.FromArray(data, dtype, device, false, null);
    public static Tensor as_tensor(Tensor data, ScalarType? dtype = null, Device? device = null) =>
        data.to(dtype ?? data.dtype, device ?? data.device);
    public static Tensor as_tensor(float[] rawArray, ScalarType? dtype = null, Device? device = null) =>
        Make.FromArray(rawArray, dtype, device, false, null);
    public static Tensor as_tensor(double[] rawArray, ScalarType? dtype = null, Device? device = null) =>
        Make.FromArray(rawArray, dtype, device, false, null);
    public static Tensor as_tensor(long[] rawArray, ScalarType? dtype = null, Device? device = null) =>
        Make.FromArray(rawArray, dtype, device, false, null);
    public static Tensor as_tensor(int[] rawArray, ScalarType? dtype = null, Device? device = null) =>
        Make.FromArray(rawArray, dtype, device, false, null);
    public static Tensor as_tensor(byte[] rawArray, ScalarType? dtype = null, Device? device = null) =>
        Make.FromArray(rawArray, dtype, device, false, null);
    public static ScalarType get_default_dtype() => Make.DefaultType;
    public static void set_default_dtype(ScalarType dtype) => Make.DefaultType = dtype;
    public static void set_default_device(Device device) => Make.DefaultDevice = device;
    public static void set_default_device(string device) => Make.DefaultDevice = new Device(device);

    private static ScalarType RangeType(params Scalar[] ends) =>
        Array.Exists(ends, e => e.IsFloating) ? Make.DefaultType : Array.TrueForAll(ends, e => e.Type == ScalarType.Bool) ? ScalarType.Bool : ScalarType.Int64;
}
