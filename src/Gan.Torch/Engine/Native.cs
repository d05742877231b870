using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace TorchSharp.Engine;

/// <summary>Kinds of values that cross the door; the order is that of <c>Tag</c> in gan_torch.cpp.</summary>
internal enum Tag : long { None, Tensor, Int, Double, Bool, IntList, DoubleList, TensorList, OptionalTensorList, String, Device, Generator, BoolList }

[StructLayout(LayoutKind.Sequential)]
internal struct Value
{
    public Tag Tag;
    public long Bits;
    public long Length;
    public readonly double Double => BitConverter.Int64BitsToDouble(Bits);
}

[StructLayout(LayoutKind.Sequential)]
internal unsafe struct Info
{
    public long* Sizes, Strides;
    public long Dim, Numel, Dtype, DeviceType, DeviceIndex, RequiresGrad, IsLeaf, Contiguous, StorageBytes, Defined;
}

/// <summary>The exports of gan_torch.cpp. A status other than 0 means that <see cref="gt_error"/> holds the reason.</summary>
internal static unsafe partial class Native
{
    private const string Lib = "gan_torch";

    static Native() => Loader.Register();

    internal static string Error => Marshal.PtrToStringUTF8(gt_error()) ?? "";

    internal static string Version => Marshal.PtrToStringUTF8(gt_version()) ?? "";

    /// <summary>Throws what the last failed call on this thread left behind.</summary>
    internal static void Check(int status, string operation)
    {
        if (status != 0) throw Failure(operation, "");
    }

    /// <summary>The type of exception is TorchSharp's for native errors.</summary>
    internal static ExternalException Failure(string operation, string arguments)
    {
        var message = Error;
        // libtorch appends where its own C++ source threw; that tells a user nothing.
        var at = message.IndexOf("\nException raised from", StringComparison.Ordinal);
        if (at >= 0) message = message[..at];
        return new ExternalException(arguments.Length == 0 ? $"{operation}: {message}" : $"{operation}({arguments}): {message}");
    }

    [LibraryImport(Lib)] private static partial nint gt_error();
    [LibraryImport(Lib)] private static partial nint gt_version();
    [LibraryImport(Lib)] internal static partial void gt_free(nint memory);

    [LibraryImport(Lib, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int gt_op_find(string name, string overload, out nint op, out long arguments);
    [LibraryImport(Lib)] internal static partial int gt_op_call(nint op, Value* args, long count, Value* results, long capacity, out long produced);
    [LibraryImport(Lib)]
    internal static partial int gt_conv_transpose2d(TensorHandle x, TensorHandle w, TensorHandle bias, int biased, long* stride, long* padding, long* outputPadding, out nint result);

    [LibraryImport(Lib)]
    internal static partial int gt_conv2d(TensorHandle x, TensorHandle w, TensorHandle bias, int biased, long* stride, long* padding, out nint result);

    [LibraryImport(Lib)] internal static partial int gt_linear(TensorHandle x, TensorHandle w, TensorHandle bias, int biased, out nint result);
    [LibraryImport(Lib)]
    internal static partial int gt_row_norm(TensorHandle x, TensorHandle w, TensorHandle b, TensorHandle mean, TensorHandle variance, int present, double share, double eps, out nint result);
    [LibraryImport(Lib)] internal static partial int gt_largest_piece(TensorHandle x, out nint result);

    [LibraryImport(Lib)] internal static partial void gt_tensor_free(nint handle);
    [LibraryImport(Lib)] internal static partial int gt_tensor_info(TensorHandle handle, out Info info);
    [LibraryImport(Lib)] internal static partial int gt_tensor_data(TensorHandle handle, out nint data);
    [LibraryImport(Lib)]
    internal static partial int gt_tensor_from_memory(void* source, long bytes, long* sizes, long dim, long dtype, out nint result);
    [LibraryImport(Lib)] internal static partial int gt_tensor_set_requires_grad(TensorHandle handle, int on);
    [LibraryImport(Lib)] internal static partial int gt_tensor_retain_grad(TensorHandle handle);
    [LibraryImport(Lib)] internal static partial int gt_tensor_grad(TensorHandle handle, out nint grad);
    [LibraryImport(Lib)] internal static partial int gt_tensor_set_grad(TensorHandle handle, nint grad);
    [LibraryImport(Lib)] internal static partial int gt_tensor_share(TensorHandle handle, out nint result);
    [LibraryImport(Lib)] internal static partial int gt_tensor_set_data(TensorHandle handle, TensorHandle data);

    [LibraryImport(Lib)] internal static partial int gt_zero_grad(TensorHandle parameter);
    [LibraryImport(Lib)]
    internal static partial int gt_adam_step(TensorHandle parameter, TensorHandle mean, TensorHandle square, in AdamConstants constants, out long outcome);

    [LibraryImport(Lib)]
    internal static partial int gt_backward(nint* tensors, nint* grads, long count, int retain, int create, nint* inputs, long inputCount);
    [LibraryImport(Lib)]
    internal static partial int gt_grad(nint* outputs, long count, nint* grads, nint* inputs, long inputCount, int retain, int create,
                                        int allowUnused, nint* results);
    [LibraryImport(Lib), SuppressGCTransition] internal static partial int gt_grad_mode();
    [LibraryImport(Lib), SuppressGCTransition] internal static partial void gt_set_grad_mode(int on);
    [LibraryImport(Lib)] internal static partial nint gt_inference_mode(int on);
    [LibraryImport(Lib)] internal static partial void gt_inference_mode_end(nint guard);

    [LibraryImport(Lib)] internal static partial int gt_generator_new(ulong seed, long deviceType, long deviceIndex, out nint generator);
    [LibraryImport(Lib)] internal static partial int gt_generator_default(out nint generator);
    [LibraryImport(Lib)] internal static partial void gt_generator_free(nint generator);
    [LibraryImport(Lib)] internal static partial int gt_generator_seed(nint generator, ulong seed);
    [LibraryImport(Lib)] internal static partial int gt_generator_initial_seed(nint generator, out ulong seed);
    [LibraryImport(Lib)] internal static partial int gt_generator_state(nint generator, out nint state);
    [LibraryImport(Lib)] internal static partial int gt_generator_set_state(nint generator, TensorHandle state);
    [LibraryImport(Lib)] internal static partial int gt_manual_seed(ulong seed);

    [LibraryImport(Lib)] internal static partial int gt_num_threads();
    [LibraryImport(Lib)] internal static partial int gt_set_num_threads(int count);
    [LibraryImport(Lib)] internal static partial int gt_device_count(long deviceType, out long count);
    [LibraryImport(Lib)] internal static partial int gt_synchronize(long deviceType, long index);
    [LibraryImport(Lib)] internal static partial int gt_allow_tf32(int cudnn, int set, int value);

    [LibraryImport(Lib, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int gt_jit_load(string path, long deviceType, long deviceIndex, out nint module, out int training);
    [LibraryImport(Lib)] internal static partial void gt_jit_free(nint module);
    [LibraryImport(Lib)] internal static partial int gt_jit_train(Script module, int on);
    [LibraryImport(Lib, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int gt_jit_call(Script module, string method, Value* args, long count, out Value result);
    [LibraryImport(Lib)] internal static partial int gt_jit_tensors(Script module, int kind, out nint names, out nint* tensors, out long count);
}
