using System.Runtime.Intrinsics;
using static TorchSharp.torch;

namespace Gan.Kernels;

/// <summary>
/// A product of two matrices, one of which may be turned, as a function of autograd. Its gradients are such products
/// again, so that they can be differentiated as often as asked for.
/// </summary>
internal sealed class ProductFunction : KernelFunction<ProductFunction>
{
    private const string CallKey = "call";

    private static readonly Call OfLayer = new(TurnFirst: false, TurnSecond: true, SecondIsWeight: true);

    // Below it, a function of our own costs more than the product.
    private const long LeastMultiplications = 1 << 23;
    private const long MostTerms = 1 << 13; // a panel stays in the second cache

    /// <inheritdoc/>
    protected override int Arguments => 4;

    /// <summary>input [N, I] times weight [O, I] turned, plus bias [O]; null where libtorch is as fast.</summary>
    internal static Tensor? Linear(Tensor input, Tensor weight, Tensor? bias) =>
        Gains(Shape(input, weight, OfLayer)) ? Of(input, weight, bias, OfLayer) : null;

    /// <summary>The same without a graph, by whoever is faster.</summary>
    internal static Tensor LinearOnly(Tensor input, Tensor weight, Tensor bias) =>
        Gains(Shape(input, weight, OfLayer))
            ? Compute(input, weight, bias, OfLayer)
            : nn.functional.linear(input, weight, bias);

    private static Tensor Of(Tensor a, Tensor b, Tensor? bias, Call call) =>
        Gradients.Wanted(a, b, bias) ? Recorded(a, b, bias!, call) : Compute(a, b, bias, call);

    private static Tensor Of(Tensor a, Tensor b, bool turnFirst, bool turnSecond)
    {
        var call = new Call(turnFirst, turnSecond, SecondIsWeight: false);
        if (Gains(Shape(a, b, call)))
        {
            return Of(a, b, null, call);
        }
        return (turnFirst ? a.t() : a).mm(turnSecond ? b.t() : b);
    }

    /// <inheritdoc/>
    public override Tensor forward(autograd.AutogradContext ctx, params object[] vars)
    {
        Tensor a = (Tensor)vars[0],
            b = (Tensor)vars[1];
        var bias = (Tensor?)vars[2];
        var call = (Call)vars[3];
        ctx.save_for_backward([a, b]);
        ctx.save_data(CallKey, new Asked(call, a.requires_grad, b.requires_grad, bias is { requires_grad: true }));
        ctx.set_materialize_grads(false);
        return Compute(a, b, bias, call);
    }

    /// <inheritdoc/>
    protected override List<Tensor?> Backward(autograd.AutogradContext ctx, Tensor gradient)
    {
        List<Tensor?> gradients = [null, null, null, null];
        var asked = (Asked)ctx.get_data(CallKey);
        var saved = ctx.get_saved_variables();
        Tensor a = saved[0],
            b = saved[1];
        var call = asked.Call;
        var weights = !LayerKernels.InputGradientsOnly;
        if (asked.First)
        {
            gradients[0] = First(gradient, b, call);
        }
        if (asked.Second && (weights || !call.SecondIsWeight))
        {
            gradients[1] = Second(gradient, a, call);
        }
        if (asked.Bias && weights)
        {
            gradients[2] = gradient.sum([0L]);
        }
        return gradients;
    }

    private static Tensor First(Tensor gradient, Tensor b, Call call) =>
        call.TurnFirst ? Of(b, gradient, call.TurnSecond, true) : Of(gradient, b, false, !call.TurnSecond);

    private static Tensor Second(Tensor gradient, Tensor a, Call call) =>
        call.TurnSecond ? Of(gradient, a, true, call.TurnFirst) : Of(a, gradient, !call.TurnFirst, false);

    // With 256 bits libtorch's MKL is as fast; with 512 it takes twice as long.
    private static bool Gains(MatrixShape shape) =>
        VectorWidth.Bits == 512
        && shape is { Rows: >= 8, Columns: >= 32, Terms: >= 32 and <= (nint)MostTerms }
        && shape.Multiplications >= LeastMultiplications;

    private static MatrixShape Shape(Tensor a, Tensor b, Call call) =>
        new(
            (nint)a.size(call.TurnFirst ? 1 : 0),
            (nint)b.size(call.TurnSecond ? 0 : 1),
            (nint)a.size(call.TurnFirst ? 0 : 1)
        );

    private static Tensor Compute(Tensor a, Tensor b, Tensor? bias, Call call)
    {
        using var scope = NewDisposeScope();
        var shape = Shape(a, b, call);
        Tensor first = a.contiguous(),
            second = b.contiguous();
        var shift = bias?.contiguous();
        var made = empty([shape.Rows, shape.Columns], ScalarType.Float32, CPU);
        unsafe
        {
            float* x = Memory.AddressOf(first),
                y = Memory.AddressOf(second),
                to = Memory.AddressOf(made);
            var by = shift is null ? null : Memory.AddressOf(shift);
            if (call.TurnFirst)
            {
                ColumnProducts<Vector512<float>, Lanes512>.Run(shape, x, y, to);
            }
            else
            {
                LineProducts<Vector512<float>, Lanes512>.Run(shape, x, y, call.TurnSecond, by, to);
            }
        }
        return made.MoveToOuterDisposeScope();
    }

    private sealed record Call(bool TurnFirst, bool TurnSecond, bool SecondIsWeight);

    private sealed record Asked(Call Call, bool First, bool Second, bool Bias);
}
