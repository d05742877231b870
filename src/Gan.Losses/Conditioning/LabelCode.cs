namespace Gan.Losses;

/// <summary>What the encoders have in common: checks, and joining a code to the first axis after the batch.</summary>
internal static class LabelCode
{
    /// <summary>What does not fit the conditions of the data for what takes labels.</summary>
    public static IEnumerable<Problem> Problems(
        IConditioning conditioning,
        string dataSet,
        ConditionSpec data,
        bool tellsApart = false
    )
    {
        var name = conditioning.GetType().Name;
        if (tellsApart && data.Classes == 1)
        {
            yield return new Problem(
                $"{name} tells classes apart, but the data set '{dataSet}' has one class.",
                "Leave WithConditioning out."
            );
        }
        if (data.Kind == ConditionKind.Vector)
        {
            yield return new Problem(
                $"{name} takes labels, but the data set '{dataSet}' has vectors of {data.Width} numbers.",
                $"Use VectorConcatenation({data.Width})."
            );
        }
    }

    public static long[] CheckShape(long[] sampleShape)
    {
        ArgumentNullException.ThrowIfNull(sampleShape);
        return sampleShape.Length > 0 && sampleShape.All(size => size > 0)
            ? sampleShape
            : throw new ArgumentException(
                "sampleShape must have at least one axis and sizes of at least 1, but was "
                    + $"{ShapeText.Of(sampleShape)}.",
                nameof(sampleShape)
            );
    }

    /// <exception cref="ArgumentOutOfRangeException">There are no classes.</exception>
    public static long Classes(ConditionSpec condition) => Argument.Within(1, int.MaxValue, condition.Width, "classes");

    /// <summary>The shape of samples to which a label adds nothing.</summary>
    public static long[] SameShape(long[] sampleShape, ConditionSpec condition)
    {
        Classes(condition);
        return CheckShape(sampleShape);
    }

    public static long[] Widen(long[] sampleShape, long by) => [CheckShape(sampleShape)[0] + by, .. sampleShape[1..]];

    /// <summary>Appends code [N, K], or [N, K, …], to input [N, C, …] → [N, C + K, …].</summary>
    public static Tensor Append(Tensor input, Tensor code)
    {
        var shape = input.shape;
        if (code.ndim < shape.Length)
        {
            long[] planes = [.. code.shape, .. shape[2..]];
            long[] point = [.. code.shape, .. Enumerable.Repeat(1L, shape.Length - 2)];
            code = code.reshape(point).expand(planes);
        }
        return cat([input, code], 1);
    }

    /// <summary>The same in nodes of a graph.</summary>
    public static GraphValue Append(NetworkGraph graph, GraphValue input, GraphValue code)
    {
        if (code.Shape.Count < input.Shape.Count)
        {
            // planes of one value: a sum with zeros repeats it
            var width = code.Shape[1];
            var places = input.Shape.Skip(2).ToArray();
            var zeros = new float[places.Aggregate(1L, (a, b) => a * b)];
            var point = graph.Reshape(code, [-1, width, .. places.Select(_ => 1L)]);
            code = graph.Add(point, graph.Constant([1, 1, .. places], zeros));
        }
        return graph.Concatenate(1, input, code);
    }

    /// <summary>Labels [N] as one-hot vectors [N, K] in nodes of a graph: rows of the identity.</summary>
    public static GraphValue OneHot(NetworkGraph graph, GraphValue labels, long classes)
    {
        var identity = new float[classes * classes];
        for (var k = 0L; k < classes; k++)
        {
            identity[(k * classes) + k] = 1;
        }
        return graph.Rows(graph.Constant([classes, classes], identity), labels);
    }

    public static void Check(Tensor input, long[]? shape, Tensor labels, long classes)
    {
        if (labels is null)
        {
            throw new ArgumentNullException(
                nameof(labels),
                "A conditional network needs a label for each sample, but got none."
            );
        }
        CheckInput(input, shape);
        CheckLabels(labels, input.shape[0], classes);
    }

    public static void CheckVectors(Tensor input, long[]? shape, Tensor vectors, long size)
    {
        if (vectors is null)
        {
            throw new ArgumentNullException(
                nameof(vectors),
                "A conditional network needs a condition for each sample, but got none."
            );
        }
        CheckInput(input, shape);
        var count = input.shape[0];
        if (!vectors.is_floating_point() || !vectors.shape.AsSpan().SequenceEqual([count, size]))
        {
            throw new ArgumentException(
                $"Conditions must be floating-point numbers of shape [{count}, {size}], but were "
                    + $"{vectors.dtype} of shape {ShapeText.Of(vectors.shape)}.",
                nameof(vectors)
            );
        }
    }

    private static void CheckInput(Tensor input, long[]? shape)
    {
        var found = input.shape;
        if (shape is null ? found.Length != 2 : found.Length == 0 || !found.AsSpan(1).SequenceEqual(shape))
        {
            var wanted = shape is null ? "[N, L]" : ShapeText.OfBatch(shape);
            throw new ArgumentException(
                $"The input must have the shape {wanted}, but has {ShapeText.Of(found)}.",
                nameof(input)
            );
        }
    }

    private static void CheckLabels(Tensor labels, long count, long classes)
    {
        if (labels.dtype != ScalarType.Int64 || labels.ndim != 1 || labels.shape[0] != count)
        {
            throw new ArgumentException(
                $"Labels must be Int64 of shape [{count}], but were {labels.dtype} of shape "
                    + $"{ShapeText.Of(labels.shape)}.",
                nameof(labels)
            );
        }
        // reading labels from an accelerator would be a sync point
        if (count > 0 && labels.device_type == DeviceType.CPU)
        {
            CheckRange(labels.data<long>().ToArray(), classes);
        }
    }

    private static void CheckRange(long[] labels, long classes)
    {
        var bad = Array.FindIndex(labels, label => label < 0 || label >= classes);
        if (bad >= 0)
        {
            throw new ArgumentException(
                $"Labels must be at least 0 and less than {classes}, but the one at index {bad} was {labels[bad]}.",
                nameof(labels)
            );
        }
    }
}
