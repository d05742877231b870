namespace Gan;

/// <summary>Operators, with the shapes that they make.</summary>
public sealed partial class NetworkGraph
{
    /// <summary>x · wᵀ + b: rows [N, I] and a weight [O, I] → [N, O].</summary>
    public GraphValue Linear(GraphValue input, GraphValue weight, GraphValue? bias = null) =>
        Node("Gemm", bias is null ? [input, weight] : [input, weight, bias], [-1, weight.Shape[0]], ("transB", 1L));

    /// <summary>A convolution of maps [N, C, H, W] with a weight [K, C / groups, h, w].</summary>
    public GraphValue Convolution(
        GraphValue input,
        GraphValue weight,
        GraphValue? bias = null,
        long[]? stride = null,
        long[]? padding = null,
        long[]? dilation = null,
        long groups = 1
    )
    {
        var steps = Both(stride, 1);
        var pads = Both(padding, 0);
        var apart = Both(dilation, 1);
        long Side(int axis) =>
            (input.Shape[axis + 2] + 2 * pads[axis] - apart[axis] * (weight.Shape[axis + 2] - 1) - 1) / steps[axis] + 1;
        return Node(
            "Conv",
            bias is null ? [input, weight] : [input, weight, bias],
            [-1, weight.Shape[0], Side(0), Side(1)],
            ("kernel_shape", weight.Shape.Skip(2).ToArray()),
            ("strides", steps),
            ("pads", (long[])[.. pads, .. pads]),
            ("dilations", apart),
            ("group", groups)
        );
    }

    /// <summary>A transposed convolution of maps [N, C, H, W] with a weight [C, K / groups, h, w].</summary>
    public GraphValue TransposedConvolution(
        GraphValue input,
        GraphValue weight,
        GraphValue? bias = null,
        long[]? stride = null,
        long[]? padding = null,
        long[]? outputPadding = null,
        long[]? dilation = null,
        long groups = 1
    )
    {
        var steps = Both(stride, 1);
        var pads = Both(padding, 0);
        var apart = Both(dilation, 1);
        var more = Both(outputPadding, 0);
        long Side(int axis) =>
            (input.Shape[axis + 2] - 1) * steps[axis]
            - 2 * pads[axis]
            + apart[axis] * (weight.Shape[axis + 2] - 1)
            + more[axis]
            + 1;
        return Node(
            "ConvTranspose",
            bias is null ? [input, weight] : [input, weight, bias],
            [-1, weight.Shape[1] * groups, Side(0), Side(1)],
            ("kernel_shape", weight.Shape.Skip(2).ToArray()),
            ("strides", steps),
            ("pads", (long[])[.. pads, .. pads]),
            ("output_padding", more),
            ("dilations", apart),
            ("group", groups)
        );
    }

    /// <summary>Batch normalisation by running statistics; scale and shift may be left out.</summary>
    public GraphValue BatchNorm(
        GraphValue input,
        GraphValue? scale,
        GraphValue? shift,
        GraphValue mean,
        GraphValue variance,
        double epsilon
    )
    {
        float[] All(float value) => [.. Enumerable.Repeat(value, (int)mean.Shape[0])];
        return Node(
            "BatchNormalization",
            [input, scale ?? Constant(mean.Shape, All(1)), shift ?? Constant(mean.Shape, All(0)), mean, variance],
            input.Shape,
            ("epsilon", (float)epsilon)
        );
    }

    /// <summary>An operator of one input that keeps the shape, such as "Relu" or "Tanh".</summary>
    public GraphValue Each(string name, GraphValue input, params (string Name, object Value)[] attributes) =>
        Node(name, [input], input.Shape, attributes);

    /// <summary>x where it is above 0, slope · x elsewhere.</summary>
    public GraphValue LeakyRelu(GraphValue input, double slope) => Each("LeakyRelu", input, ("alpha", (float)slope));

    /// <summary>Values cut to bounds.</summary>
    public GraphValue Clip(GraphValue input, double least, double most) =>
        Node("Clip", [input, Constant([], (float)least), Constant([], (float)most)], input.Shape);

    /// <summary>a + b, with axes of size 1 repeated.</summary>
    public GraphValue Add(GraphValue a, GraphValue b) => Pair("Add", a, b);

    /// <summary>a − b, with axes of size 1 repeated.</summary>
    public GraphValue Subtract(GraphValue a, GraphValue b) => Pair("Sub", a, b);

    /// <summary>a · b, entry by entry, with axes of size 1 repeated.</summary>
    public GraphValue Multiply(GraphValue a, GraphValue b) => Pair("Mul", a, b);

    /// <summary>a / b, entry by entry, with axes of size 1 repeated.</summary>
    public GraphValue Divide(GraphValue a, GraphValue b) => Pair("Div", a, b);

    /// <summary>x · factor.</summary>
    public GraphValue Scale(GraphValue input, double factor) =>
        factor == 1 ? input : Multiply(input, Constant([], (float)factor));

    /// <summary>x + number.</summary>
    public GraphValue Shift(GraphValue input, double number) => Add(input, Constant([], (float)number));

    /// <summary>The same numbers in other axes; −1 for the batch.</summary>
    public GraphValue Reshape(GraphValue input, params long[] shape) =>
        Node("Reshape", [input, Integers(shape)], shape);

    /// <summary>Maps as rows: all axes behind the batch in one.</summary>
    public GraphValue Flatten(GraphValue input) =>
        input.Shape.Count == 2 ? input : Reshape(input, -1, input.Shape.Skip(1).Aggregate(1L, (a, b) => a * b));

    /// <summary>Axes in another order.</summary>
    public GraphValue Transpose(GraphValue input, params long[] order) =>
        Node("Transpose", [input], [.. order.Select(axis => input.Shape[(int)axis])], ("perm", order));

    /// <summary>Values one behind another along an axis.</summary>
    public GraphValue Concatenate(long axis, params GraphValue[] values)
    {
        ArgumentOutOfRangeException.ThrowIfZero(values.Length);
        if (values.Length == 1)
        {
            return values[0];
        }
        var shape = values[0].Shape.ToArray();
        shape[axis] = values.Sum(value => value.Shape[(int)axis]);
        return Node("Concat", values, shape, ("axis", axis));
    }

    /// <summary>A part along an axis, as <c>narrow</c> takes it.</summary>
    public GraphValue Narrow(GraphValue input, long axis, long start, long length)
    {
        if (start == 0 && input.Shape[(int)axis] == length)
        {
            return input;
        }
        var shape = input.Shape.ToArray();
        shape[axis] = length;
        return Node("Slice", [input, Integers(start), Integers(start + length), Integers(axis)], shape);
    }

    /// <summary>Product of matrices, the last two axes.</summary>
    public GraphValue MatMul(GraphValue a, GraphValue b) =>
        Node("MatMul", [a, b], [.. a.Shape.SkipLast(1), b.Shape[^1]]);

    /// <summary>Means over axes, which stay with size 1.</summary>
    public GraphValue Mean(GraphValue input, params long[] axes) =>
        Node("ReduceMean", [input], Reduced(input, axes), ("axes", axes), ("keepdims", 1L));

    /// <summary>Sums over axes, which stay with size 1.</summary>
    public GraphValue Sum(GraphValue input, params long[] axes) =>
        Node("ReduceSum", [input, Integers(axes)], Reduced(input, axes), ("keepdims", 1L));

    /// <summary>Rows of a table by labels; or, of a vector of factors, their weighted sum.</summary>
    /// <param name="table">[K, F].</param>
    /// <param name="condition">Labels [N], or vectors [N, K].</param>
    public GraphValue Rows(GraphValue table, GraphValue condition) =>
        condition.Type == GraphType.Int64
            ? Node("Gather", [table, condition], [-1, table.Shape[1]], ("axis", 0L))
            : MatMul(condition, table);

    /// <summary>The largest of each window of maps [N, C, H, W].</summary>
    public GraphValue MaxPool(GraphValue input, long[] kernel, long[]? stride = null, long[]? padding = null) =>
        Pool("MaxPool", input, kernel, stride ?? kernel, Both(padding, 0), ceil: false);

    /// <summary>The mean of each window; with <paramref name="ceil"/> a window at the end of an odd side is the mean of
    /// what there is.</summary>
    public GraphValue AveragePool(
        GraphValue input,
        long[] kernel,
        long[]? stride = null,
        long[]? padding = null,
        bool ceil = false
    ) => Pool("AveragePool", input, kernel, stride ?? kernel, Both(padding, 0), ceil);

    /// <summary>Maps with sides as many times as large: each pixel repeated, or mixed of the nearest four by the
    /// distance of centres.</summary>
    public GraphValue Enlarge(GraphValue input, long times = 2, bool mixed = false)
    {
        var scales = Constant([4], 1, 1, times, times);
        long[] shape = [input.Shape[0], input.Shape[1], times * input.Shape[2], times * input.Shape[3]];
        return mixed
            ? Node(
                "Resize",
                [input, null, scales],
                shape,
                ("mode", "linear"),
                ("coordinate_transformation_mode", "half_pixel")
            )
            : Node(
                "Resize",
                [input, null, scales],
                shape,
                ("mode", "nearest"),
                ("coordinate_transformation_mode", "asymmetric"),
                ("nearest_mode", "floor")
            );
    }

    /// <summary>Maps with rows and columns around them.</summary>
    /// <param name="input">[N, C, H, W].</param>
    /// <param name="mode">"constant" for zeros, "reflect" or "edge".</param>
    /// <param name="left">Columns before.</param>
    /// <param name="right">Columns behind.</param>
    /// <param name="top">Rows before.</param>
    /// <param name="bottom">Rows behind.</param>
    public GraphValue Pad(GraphValue input, string mode, long left, long right, long top, long bottom) =>
        left + right + top + bottom == 0
            ? input
            : Node(
                "Pad",
                [input, Integers(0, 0, top, left, 0, 0, bottom, right)],
                [input.Shape[0], input.Shape[1], input.Shape[2] + top + bottom, input.Shape[3] + left + right],
                ("mode", mode)
            );

    private GraphValue Pool(string name, GraphValue input, long[] kernel, long[] stride, long[] padding, bool ceil)
    {
        long Side(int axis)
        {
            var free = input.Shape[axis + 2] + 2 * padding[axis] - kernel[axis];
            return (free + (ceil ? stride[axis] - 1 : 0)) / stride[axis] + 1;
        }
        (string, object)[] attributes =
        [
            ("kernel_shape", kernel),
            ("strides", stride),
            ("pads", (long[])[.. padding, .. padding]),
            ("ceil_mode", ceil ? 1L : 0L),
        ];
        (string, object) counted = ("count_include_pad", ceil ? 0L : 1L);
        return Node(
            name,
            [input],
            [input.Shape[0], input.Shape[1], Side(0), Side(1)],
            name == "MaxPool" ? attributes : [.. attributes, counted]
        );
    }

    private GraphValue Pair(string name, GraphValue a, GraphValue b)
    {
        var axes = Math.Max(a.Shape.Count, b.Shape.Count);
        var sizes = Widened(a.Shape, axes).Zip(Widened(b.Shape, axes), (mine, yours) => mine == 1 ? yours : mine);
        return Node(name, [a, b], [.. sizes]);
    }

    // axes of size 1 in front
    private static IEnumerable<long> Widened(IReadOnlyList<long> shape, int axes) =>
        Enumerable.Repeat(1L, axes - shape.Count).Concat(shape);

    private static long[] Reduced(GraphValue input, long[] axes) =>
        [.. input.Shape.Select((size, axis) => axes.Contains(axis) ? 1 : size)];

    private static long[] Both(long[]? given, long other) =>
        given switch
        {
            null => [other, other],
            [var one] => [one, one],
            _ => given,
        };
}
