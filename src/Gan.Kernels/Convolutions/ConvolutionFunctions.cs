using static TorchSharp.torch;

namespace Gan.Kernels.Convolutions;

/// <summary>y of x and weights (and a bias).</summary>
internal sealed class MapsOf : ConvolutionFunction<MapsOf>
{
    /// <inheritdoc/>
    protected override bool SecondIsWeight => true;

    /// <inheritdoc/>
    protected override Tensor Compute(Plan plan, Tensor x, Tensor weights, Tensor? bias) => plan.Maps(x, weights, bias);

    /// <inheritdoc/>
    protected override Tensor First(Plan plan, Tensor gradient, Tensor weights) => DataOf.Of(plan, gradient, weights);

    /// <inheritdoc/>
    protected override Tensor Second(Plan plan, Tensor gradient, Tensor x) => WeightsOf.Of(plan, x, gradient);
}

/// <summary>x of y and weights (and a bias): a transposed convolution, or the gradient of the data.</summary>
internal sealed class DataOf : ConvolutionFunction<DataOf>
{
    /// <inheritdoc/>
    protected override bool SecondIsWeight => true;

    /// <inheritdoc/>
    protected override Tensor Compute(Plan plan, Tensor y, Tensor weights, Tensor? bias) => plan.Data(y, weights, bias);

    /// <inheritdoc/>
    protected override Tensor First(Plan plan, Tensor gradient, Tensor weights) => MapsOf.Of(plan, gradient, weights);

    /// <inheritdoc/>
    protected override Tensor Second(Plan plan, Tensor gradient, Tensor y) => WeightsOf.Of(plan, gradient, y);
}

/// <summary>Weights of x and y: their gradient.</summary>
internal sealed class WeightsOf : ConvolutionFunction<WeightsOf>
{
    /// <inheritdoc/>
    protected override Tensor Compute(Plan plan, Tensor x, Tensor y, Tensor? bias) => plan.Weights(x, y);

    /// <inheritdoc/>
    protected override Tensor First(Plan plan, Tensor gradient, Tensor y) => DataOf.Of(plan, y, gradient);

    /// <inheritdoc/>
    protected override Tensor Second(Plan plan, Tensor gradient, Tensor x) => MapsOf.Of(plan, x, gradient);
}
