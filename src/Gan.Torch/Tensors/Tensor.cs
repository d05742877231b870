using System.Runtime.InteropServices;
using TorchSharp.Engine;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>A share in a native tensor. Dispose it, let a scope do so, or leave it to the garbage collector.</summary>
    public partial class Tensor : IDisposable
    {
        private static readonly Op _item = "aten::item";
        private readonly TensorHandle handle;
        private int disposed;

        internal Tensor(nint native, long newBytes) : this(new TensorHandle(native, newBytes)) { }

        internal Tensor(TensorHandle handle)
        {
            this.handle = handle;
            DisposeScope.Current?.Attach(this);
        }

        internal DisposeScope? Scope { get; set; }

        internal bool Disposed => disposed != 0;

        /// <summary>The handle, for a native call that holds it while it runs.</summary>
        internal TensorHandle Shared =>
            disposed == 0 ? handle : throw new ObjectDisposedException(nameof(Tensor), "The tensor was used after it was disposed.");

        internal Info Info
        {
            get
            {
                Native.Check(Native.gt_tensor_info(Shared, out var info), "tensor information");
                return info.Defined != 0 ? info : throw new InvalidOperationException("The tensor is undefined: it has no shape, type or data (a gradient that was never computed, for example).");
            }
        }

        internal nint DataPointer
        {
            get
            {
                Native.Check(Native.gt_tensor_data(Shared, out var data), "data");
                return data;
            }
        }

        public static long TotalCount => TensorHandle.Alive;

        public bool IsInvalid => disposed != 0 || handle.IsUndefined;

        public nint Handle => Shared.DangerousGetHandle();

        public void Dispose()
        {
            Dispose(true);
            GC.SuppressFinalize(this);
        }

        protected virtual void Dispose(bool disposing)
        {
            if (Interlocked.Exchange(ref disposed, 1) != 0) return;
            Scope?.MarkAsDisposed(this);
            Scope = null;
            handle.Dispose();
        }

        public Tensor MoveToOuterDisposeScope()
        {
            Scope?.MoveToOuter(this);
            return this;
        }

        public Tensor MoveToOtherDisposeScope(DisposeScope other)
        {
            if (Scope is { } scope) scope.MoveToOther(other, this);
            else other.Attach(this);
            return this;
        }

        public Tensor DetachFromDisposeScope()
        {
            Scope?.Detach(this);
            return this;
        }

        public override bool Equals(object? obj) => obj is Tensor t && Equals(t);

        public bool Equals(Tensor target) => ReferenceEquals(this, target) || (!Disposed && !target.Disposed && Handle == target.Handle);

        public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);

        public T item<T>() where T : unmanaged
        {
            var value = _item.CallScalar(this);
            var number = Scalar.From(value);
            object boxed = default(T) switch
            {
                float => (float)number.Double,
                double => number.Double,
                long => number.Long,
                int => checked((int)number.Long),
                short => checked((short)number.Long),
                sbyte => checked((sbyte)number.Long),
                byte => checked((byte)number.Long),
                bool => number.Double != 0,
                Half => (Half)number.Double,
                _ => throw new ArgumentException($"item<{typeof(T).Name}>(): no element of a tensor has this type."),
            };
            return (T)boxed;
        }

        public Scalar ToScalar() => Scalar.From(_item.CallScalar(this));

        public Utils.TensorAccessor<T> data<T>() where T : unmanaged => new(this);

        /// <summary>The bytes of a contiguous CPU tensor, in place: valid while the tensor is.</summary>
        public unsafe Span<byte> bytes
        {
            get
            {
                var info = Info;
                if (info.DeviceType != (long)DeviceType.CPU)
                    throw new InvalidOperationException($"bytes needs a tensor in the CPU's memory, but this is {(Arg)this}; move it with .cpu() first.");
                if (info.Contiguous == 0) throw new InvalidOperationException($"bytes needs a contiguous tensor, which {(Arg)this} is not here; call .contiguous() first.");
                return new Span<byte>((void*)DataPointer, checked((int)(info.Numel * ElementSize)));
            }
            set
            {
                var target = bytes;
                if (value.Length != target.Length) throw new ArgumentException($"The tensor holds {target.Length} bytes, but {value.Length} were given.");
                value.CopyTo(target);
            }
        }

        internal static Tensor FromMemory(ReadOnlySpan<byte> source, ReadOnlySpan<long> sizes, ScalarType dtype)
        {
            unsafe
            {
                fixed (byte* data = source)
                fixed (long* dims = sizes)
                {
                    var status = Native.gt_tensor_from_memory(data, source.Length, dims, sizes.Length, (long)dtype, out var native);
                    Native.Check(status, "tensor");
                    return new Tensor(native, source.Length);
                }
            }
        }

        public override string ToString() => ToString(TensorStringStyle.Metadata);

        public string ToString(TensorStringStyle style, string? fltFormat = null, int? width = null, System.Globalization.CultureInfo? cultureInfo = null, string? newLine = null) =>
            Disposed ? "disposed tensor" : handle.IsUndefined ? "undefined tensor" : Text.Show(this, style, fltFormat, cultureInfo, newLine);
    }
}
