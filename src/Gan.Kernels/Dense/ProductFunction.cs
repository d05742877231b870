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

    private static readonly Call OfLayer = new(TransposeFirst: false, TransposeSecond: true, SecondIsWeight: true);

    // Below it, a function of our own costs more than the product.
    private const long MinMultiplications = 1 << 23;
    private const long MaxTerms = 1 << 13; // a panel stays in the second cache

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
        Gradients.AreNeeded(a, b, bias) ? WithGraph(a, b, bias!, call) : Compute(a, b, bias, call);

    private static Tensor Of(Tensor a, Tensor b, bool transposeFirst, bool transposeSecond)
    {
        var call = new Call(transposeFirst, transposeSecond, SecondIsWeight: false);
        if (Gains(Shape(a, b, call)))
        {
            return Of(a, b, null, call);
        }
        var first = transposeFirst ? a.t() : a;
        var second = transposeSecond ? b.t() : b;
        return first.mm(second);
    }

    /// <inheritdoc/>
    public override Tensor forward(autograd.AutogradContext ctx, params object[] vars)
    {
        var a = (Tensor)vars[0];
        var b = (Tensor)vars[1];
        var bias = (Tensor?)vars[2];
        var call = (Call)vars[3];
        ctx.save_for_backward([a, b]);
        ctx.save_data(
            CallKey,
            new GradientCall(call, a.requires_grad, b.requires_grad, bias is { requires_grad: true })
        );
        ctx.set_materialize_grads(false);
        return Compute(a, b, bias, call);
    }

    /// <inheritdoc/>
    protected override List<Tensor?> Backward(autograd.AutogradContext ctx, Tensor gradient)
    {
        List<Tensor?> gradients = [null, null, null, null];
        var gradientCall = (GradientCall)ctx.get_data(CallKey);
        var saved = ctx.get_saved_variables();
        var a = saved[0];
        var b = saved[1];
        var call = gradientCall.Call;
        var weights = !LayerKernels.InputGradientsOnly;
        if (gradientCall.First)
        {
            gradients[0] = First(gradient, b, call);
        }
        if (gradientCall.Second && (weights || !call.SecondIsWeight))
        {
            gradients[1] = Second(gradient, a, call);
        }
        if (gradientCall.Bias && weights)
        {
            gradients[2] = gradient.sum([0L]);
        }
        return gradients;
    }

    private static Tensor First(Tensor gradient, Tensor b, Call call) =>
        call.TransposeFirst
            ? Of(b, gradient, call.TransposeSecond, true)
            : Of(gradient, b, false, !call.TransposeSecond);

    private static Tensor Second(Tensor gradient, Tensor a, Call call) =>
        call.TransposeSecond
            ? Of(gradient, a, true, call.TransposeFirst)
            : Of(a, gradient, !call.TransposeFirst, false);

    // With 256 bits libtorch's MKL is as fast; with 512 it takes twice as long.
    private static bool Gains(MatrixShape shape) =>
        VectorWidth.Bits == 512
        && shape is { Rows: >= 8, Columns: >= 32, Terms: >= 32 and <= (nint)MaxTerms }
        && shape.Multiplications >= MinMultiplications;

    private static MatrixShape Shape(Tensor a, Tensor b, Call call) =>
        new(
            (nint)a.size(call.TransposeFirst ? 1 : 0),
            (nint)b.size(call.TransposeSecond ? 0 : 1),
            (nint)a.size(call.TransposeFirst ? 0 : 1)
        );

    private static Tensor Compute(Tensor a, Tensor b, Tensor? bias, Call call)
    {
        using var scope = NewDisposeScope();
        var shape = Shape(a, b, call);
        var first = a.contiguous();
        var second = b.contiguous();
        var shift = bias?.contiguous();
        var result = empty([shape.Rows, shape.Columns], ScalarType.Float32, CPU);
        unsafe
        {
            float* x = Memory.AddressOf(first);
            float* y = Memory.AddressOf(second);
            float* to = Memory.AddressOf(result);
            var by = shift is null ? null : Memory.AddressOf(shift);
            if (call.TransposeFirst)
            {
                ColumnProducts<Vector512<float>, Lanes512>.Run(shape, x, y, to);
            }
            else
            {
                LineProducts<Vector512<float>, Lanes512>.Run(shape, x, y, call.TransposeSecond, by, to);
            }
        }
        return result.MoveToOuterDisposeScope();
    }

    private sealed record Call(bool TransposeFirst, bool TransposeSecond, bool SecondIsWeight);

    private sealed record GradientCall(Call Call, bool First, bool Second, bool Bias);
}
