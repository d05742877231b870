using TorchSharp.Engine;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        private static readonly Op _real = "aten::real";
        private static readonly Op _imag = "aten::imag";

        public unsafe long[] shape => new ReadOnlySpan<long>(Info.Sizes, (int)Info.Dim).ToArray();

        public long[] size() => shape;

        public long size(int dim) => At(shape, dim, "size");

        public unsafe long[] stride() => new ReadOnlySpan<long>(Info.Strides, (int)Info.Dim).ToArray();

        public long stride(int dim) => At(stride(), dim, "stride");

        public long dim() => Info.Dim;

        public long ndim => Info.Dim;

        public long Dimensions => Info.Dim;

        public long numel() => Info.Numel;

        public long NumberOfElements => Info.Numel;

        public long element_size() => ElementSize;

        public long ElementSize => dtype.ElementSize();

        public ScalarType dtype => (ScalarType)Info.Dtype;

        public DeviceType device_type => (DeviceType)Info.DeviceType;

        public int device_index => (int)Info.DeviceIndex;

        public Device device => new(device_type, device_index);

        public bool is_cuda => device_type == DeviceType.CUDA;

        public bool is_cpu() => device_type == DeviceType.CPU;

        public bool is_meta => device_type == DeviceType.META;

        public bool is_contiguous() => Info.Contiguous != 0;

        public bool is_leaf => Info.IsLeaf != 0;

        public bool is_floating_point() => dtype is ScalarType.Float16 or ScalarType.Float32 or ScalarType.Float64 or ScalarType.BFloat16;

        public bool is_complex() => dtype is ScalarType.ComplexFloat32 or ScalarType.ComplexFloat64;

        public Tensor real => _real.Call(this);

        public Tensor imag => _imag.Call(this);

        public bool is_integral() => dtype is ScalarType.Byte or ScalarType.Int8 or ScalarType.Int16 or ScalarType.Int32 or ScalarType.Int64 or ScalarType.Bool;

        public Tensor T => dim() <= 1 ? alias() : permute([.. Enumerable.Range(0, (int)dim()).Select(i => dim() - 1 - i)]);

        public Tensor mT => transpose(-2, -1);

        public bool requires_grad
        {
            get => Info.RequiresGrad != 0;
            set
            {
                if (!value && !is_leaf)
                    throw new InvalidOperationException($"requires_grad = false on {(Arg)this}: only a leaf can stop asking for its gradient; detach() takes a tensor out of its graph.");
                Native.Check(Native.gt_tensor_set_requires_grad(Shared, value ? 1 : 0), $"requires_grad = {value} on {dtype}[{string.Join(", ", shape)}]");
            }
        }

        public Tensor requires_grad_(bool requires_grad = true)
        {
            this.requires_grad = requires_grad;
            return this;
        }

        public Tensor with_requires_grad(bool requires_grad = true) => requires_grad_(requires_grad);

        public void retain_grad() => Native.Check(Native.gt_tensor_retain_grad(Shared), "retain_grad");

        /// <summary>The gradient that backward left here, or null.</summary>
        public Tensor? grad
        {
            get
            {
                Native.Check(Native.gt_tensor_grad(Shared, out var gradient), "grad");
                return gradient == 0 ? null : new Tensor(gradient, 0);
            }
            set
            {
                if (value is not null && (!value.shape.AsSpan().SequenceEqual(shape) || value.dtype != dtype || value.device_type != device_type))
                    throw new ArgumentException($"grad = {(Arg)value} on {(Arg)this}: a gradient has its tensor's shape, type and device.");
                var native = value?.Shared.DangerousGetHandle() ?? 0;
                Native.Check(Native.gt_tensor_set_grad(Shared, native), "grad");
                GC.KeepAlive(value);
            }
        }

        private long At(long[] list, int dim, string what)
        {
            var at = dim < 0 ? dim + list.Length : dim;
            return at >= 0 && at < list.Length
                ? list[at]
                : throw new IndexOutOfRangeException($"{what}({dim}): the tensor has {list.Length} dimensions, {(Arg)this}.");
        }
    }
}
