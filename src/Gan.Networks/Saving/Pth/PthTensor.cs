using static TorchSharp.torch;

namespace Gan;

/// <summary>The numbers behind tensors: an entry of the archive.</summary>
internal sealed record PthStorage(string Key, ScalarType Type, long Count)
{
    /// <summary>What a persistent name means: ('storage', type, key, place, count).</summary>
    internal static PthStorage Named(object? name)
    {
        if (
            name is object?[] and ["storage", PickleGlobal { Module: "torch" } type, string key, string, long count]
            && StorageTypes.Find(type.Name) is { } numbers
            && count >= 0
        )
        {
            return new(key, numbers, count);
        }
        throw new ContentFault("its opcode BINPERSID names something that is no storage");
    }
}

/// <summary>A tensor of a file before its numbers are read: a checked view on a storage.</summary>
internal sealed record PthTensor(PthStorage Storage, long Offset, long[] Shape, long[] Strides)
{
    private const int MostAxes = 64;

    /// <summary>Numbers in it.</summary>
    internal long Count => Shape.Aggregate(1L, (count, size) => count * size);

    /// <summary>Whether it is its whole storage in the order of its rows.</summary>
    internal bool IsWhole
    {
        get
        {
            var next = 1L;
            for (var axis = Shape.Length - 1; axis >= 0; axis--)
            {
                if (Shape[axis] != 1 && Strides[axis] != next)
                {
                    return false;
                }
                next *= Shape[axis];
            }
            return Offset == 0 && next == Storage.Count;
        }
    }

    /// <summary>What torch._utils._rebuild_tensor_v2 makes of (storage, offset, sizes, strides, requires_grad, hooks,
    /// metadata).</summary>
    internal static PthTensor Rebuilt(object?[] arguments)
    {
        if (arguments.Length is < 6 or > 7 || arguments[0] is not PthStorage storage || arguments[1] is not long offset)
        {
            throw new ContentFault("it calls torch._utils._rebuild_tensor_v2 with other arguments than a tensor's");
        }
        if (arguments.Length == 7 && arguments[6] is not (null or PickleDictionary { Entries.Count: 0 }))
        {
            throw new ContentFault("a tensor is a conjugate or negative view. Save it after .resolve_neg()");
        }
        var tensor = new PthTensor(storage, offset, Numbers(arguments[2]), Numbers(arguments[3]));
        tensor.Check();
        return tensor;
    }

    private static long[] Numbers(object? tuple)
    {
        if (tuple is not object?[] values || values.Length > MostAxes)
        {
            throw new ContentFault($"a tensor's sizes or strides are no tuple of at most {MostAxes} numbers");
        }
        return
        [
            .. values.Select(value =>
                value is long and >= 0
                    ? (long)value
                    : throw new ContentFault("a tensor's sizes or strides are no sizes")
            ),
        ];
    }

    private void Check()
    {
        if (Offset < 0 || Shape.Length != Strides.Length)
        {
            throw new ContentFault("a tensor has a negative offset, or other strides than sizes");
        }
        var last = (Int128)Offset; // place of the last number
        var extent = (Int128)1; // libtorch counts an empty axis as one
        for (var axis = 0; axis < Shape.Length; axis++)
        {
            last += (Int128)Math.Max(Shape[axis] - 1, 0) * Strides[axis];
            extent = extent > long.MaxValue ? extent : extent * Math.Max(Shape[axis], 1);
        }
        if (extent > long.MaxValue)
        {
            throw new ContentFault($"a tensor has sizes that are too large in {ShapeText.Of(Shape)}");
        }
        if (last > long.MaxValue || (!Shape.Contains(0) && last >= Storage.Count))
        {
            throw new ContentFault(
                $"a tensor {ShapeText.Of(Shape)} reaches beyond the {Storage.Count} numbers of its storage"
            );
        }
    }
}
