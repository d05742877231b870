using TorchSharp.Engine;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        private static readonly Op _to = "aten::to.dtype_layout";
        private static readonly Op _copy_ = "aten::copy_";
        private static readonly Op _pin_memory = "aten::pin_memory";

        public Tensor to(ScalarType type, Device device, bool copy = false, bool disposeAfter = false, bool non_blocking = false) =>
            Move(type, device, copy, disposeAfter, non_blocking);

        public Tensor to(ScalarType type, bool copy = false, bool disposeAfter = false, bool non_blocking = false) =>
            Move(type, null, copy, disposeAfter, non_blocking);

        public Tensor to(Device device, bool copy = false, bool disposeAfter = false, bool non_blocking = false) =>
            Move(null, device, copy, disposeAfter, non_blocking);

        public Tensor to(string device, bool copy = false, bool disposeAfter = false, bool non_blocking = false) =>
            Move(null, new Device(device), copy, disposeAfter, non_blocking);

        public Tensor to(DeviceType deviceType, int deviceIndex = -1, bool copy = false, bool disposeAfter = false, bool non_blocking = false) =>
            Move(null, new Device(deviceType, deviceIndex), copy, disposeAfter, non_blocking);

        public Tensor to(Tensor other, bool non_blocking = false) => Move(other.dtype, other.device, false, false, non_blocking);

        public Tensor to_type(ScalarType type, bool copy = false, bool disposeAfter = false, bool non_blocking = false) =>
            Move(type, null, copy, disposeAfter, non_blocking);

        public Tensor type(ScalarType dtype) => Move(dtype, null, false, false, false);

        public Tensor type_as(Tensor tensor) => Move(tensor.dtype, tensor.device, false, false, false);

        public Tensor pin_memory() => _pin_memory.Call(this, Arg.None);

        public Tensor cpu() => Move(null, CPU, false, false, false);

        public Tensor cuda(Device? device = null, bool non_blocking = false) => Move(null, device ?? CUDA, false, false, non_blocking);

        public Tensor @float() => to_type(ScalarType.Float32);

        public Tensor @double() => to_type(ScalarType.Float64);

        public Tensor half() => to_type(ScalarType.Float16);

        public Tensor bfloat16() => to_type(ScalarType.BFloat16);

        public Tensor @byte() => to_type(ScalarType.Byte);

        public Tensor @int() => to_type(ScalarType.Int32);

        public Tensor @long() => to_type(ScalarType.Int64);

        public Tensor @bool() => to_type(ScalarType.Bool);

        public Tensor copy_(Tensor source, bool nonBlocking = false) => _copy_.Call(this, source, nonBlocking);

        private Tensor Move(ScalarType? type, Device? device, bool copy, bool disposeAfter, bool non_blocking)
        {
            var moved = _to.Call(this, type, Arg.None, device, Arg.None, non_blocking, copy);
            if (disposeAfter) Dispose();
            return moved;
        }

        private static Tensor Cast(Tensor result, ScalarType? type) => type is { } t && t != result.dtype ? result.to_type(t, disposeAfter: true) : result;

        private static string? Rounding(RoundingMode mode) => mode == RoundingMode.None ? null : mode.ToString();
    }
}
