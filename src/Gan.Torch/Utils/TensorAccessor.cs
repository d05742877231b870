using System.Collections;
using static TorchSharp.torch;

namespace TorchSharp.Utils;

/// <summary>The values of a CPU tensor in row-major order, read and written in place whatever its strides.</summary>
public sealed unsafe class TensorAccessor<T> : IEnumerable<T>, IDisposable where T : unmanaged
{
    private readonly Tensor tensor;
    private readonly T* data;
    private readonly long[] sizes, strides;
    private readonly bool contiguous;

    internal TensorAccessor(Tensor tensor)
    {
        if (tensor.device_type != DeviceType.CPU)
            throw new InvalidOperationException($"Reading data from a tensor on {tensor.device} is not possible; move it with .cpu() first.");
        var expected = TypeOf();
        if (tensor.dtype != expected)
            throw new ArgumentException($"data<{typeof(T).Name}>() needs a tensor of {expected}, but this one is {tensor.dtype}. Convert it with .to_type({expected}).");
        this.tensor = tensor.alias().DetachFromDisposeScope(); // the data outlives the tensor that was asked
        data = (T*)this.tensor.DataPointer;
        (sizes, strides) = (tensor.shape, tensor.stride());
        contiguous = tensor.is_contiguous();
        Count = tensor.numel();
    }

    public long Count { get; }

    public bool IsReadOnly => false;

    public T this[params long[] indices]
    {
        get => data[At(indices)];
        set => data[At(indices)] = value;
    }

    public T[] ToArray()
    {
        var all = new T[Count];
        CopyTo(all);
        return all;
    }

    public void CopyTo(T[] array, int arrayIndex = 0, long tensorIndex = 0) => CopyTo(array.AsSpan(), arrayIndex, tensorIndex);

    public void CopyTo(Span<T> array, int arrayIndex = 0, long tensorIndex = 0)
    {
        if (contiguous && Count - tensorIndex <= array.Length - arrayIndex)
            new Span<T>(data + tensorIndex, checked((int)(Count - tensorIndex))).CopyTo(array[arrayIndex..]);
        else
            for (var i = tensorIndex; i < Count && arrayIndex < array.Length; i++) array[arrayIndex++] = data[Offset(i)];
        GC.KeepAlive(this);
    }

    public void CopyFrom(T[] array, int arrayIndex = 0, long tensorIndex = 0) => CopyFrom((ReadOnlySpan<T>)array, arrayIndex, tensorIndex);

    public void CopyFrom(ReadOnlySpan<T> array, int arrayIndex = 0, long tensorIndex = 0)
    {
        for (var i = tensorIndex; i < Count && arrayIndex < array.Length; i++) data[Offset(i)] = array[arrayIndex++];
        GC.KeepAlive(this);
    }

    public IEnumerator<T> GetEnumerator()
    {
        for (long i = 0; i < Count; i++) yield return Read(i);
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public void Dispose() => tensor.Dispose();

    private T Read(long i) => data[Offset(i)];

    private long Offset(long flat)
    {
        if (contiguous) return flat;
        long offset = 0;
        for (var d = sizes.Length - 1; d >= 0; d--)
        {
            offset += flat % sizes[d] * strides[d];
            flat /= sizes[d];
        }
        return offset;
    }

    private long At(long[] indices)
    {
        if (indices.Length == 1 && sizes.Length != 1 && indices[0] >= 0 && indices[0] < Count) return Offset(indices[0]);
        if (indices.Length != sizes.Length)
            throw new IndexOutOfRangeException($"{indices.Length} indices were given for a tensor of {sizes.Length} dimensions [{string.Join(", ", sizes)}].");
        long offset = 0;
        for (var d = 0; d < sizes.Length; d++)
        {
            if (indices[d] < 0 || indices[d] >= sizes[d])
                throw new IndexOutOfRangeException($"Index {indices[d]} in dimension {d} is outside [0, {sizes[d]}).");
            offset += indices[d] * strides[d];
        }
        return offset;
    }

    private static ScalarType TypeOf() => default(T) switch
    {
        byte => ScalarType.Byte,
        sbyte => ScalarType.Int8,
        short => ScalarType.Int16,
        int => ScalarType.Int32,
        long => ScalarType.Int64,
        Half => ScalarType.Float16,
        float => ScalarType.Float32,
        double => ScalarType.Float64,
        bool => ScalarType.Bool,
        _ => throw new ArgumentException($"{typeof(T).Name} is no element type of a tensor."),
    };
}
