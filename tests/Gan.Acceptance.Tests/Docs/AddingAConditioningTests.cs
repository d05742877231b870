using Gan.Data;
using Gan.Losses;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gan.Acceptance.Tests.Docs;

/// <summary>Runs what docs/adding-a-conditioning.md shows.</summary>
public sealed class AddingAConditioningTests
{
    [Fact]
    public void The_pages_conditioning_trains_and_samples_by_label()
    {
        using var data = GaussianMixture.Ring(modes: 8, count: 1000);
        using var gan = Tiny.Ring(data).WithConditioning(new LabelAngle()).Train();
        using var points = gan.Sample(5, label: 3);
        points.shape.Should().Equal(5, 2);
    }

    internal static void Whole()
    {
        using var data = GaussianMixture.Ring(modes: 8);
        using var gan = new GanBuilder()
            .WithData(data)
            .WithMlp(MlpOptions.Small)
            .WithWgangp()
            .WithConditioning(new LabelAngle())
            .Train();
        using var points = gan.Sample(100, label: 3);
    }

    [Fact]
    public void The_pages_code_of_a_label_is_a_point_on_the_unit_circle()
    {
        using var labels = tensor(new long[] { 0, 2 });
        using var input = zeros(2, 1);
        using var encoder = new LabelAngle().GeneratorEncoder(ConditionSpec.Labels(8));
        using var joined = encoder.call(input, labels);
        joined.data<float>().ToArray().Select(v => Math.Round(v, 5)).Should().Equal(0, 1, 0, 0, 0, 1);
    }
}

/// <summary>The label as an angle: for classes that lie in a circle, such as the modes of a ring.</summary>
public sealed record LabelAngle : IConditioning
{
    public long LatentSize(ConditionSpec condition) => 2;

    public long[] DiscriminatorShape(long[] sampleShape, ConditionSpec condition) => [sampleShape[0] + 2];

    public Module<Tensor, Tensor, Tensor> GeneratorEncoder(ConditionSpec condition) => new Encoder(condition.Classes);

    public Module<Tensor, Tensor, Tensor> DiscriminatorEncoder(long[] sampleShape, ConditionSpec condition) =>
        new Encoder(condition.Classes);

    private sealed class Encoder(long classes) : Module<Tensor, Tensor, Tensor>(nameof(LabelAngle))
    {
        public override Tensor forward(Tensor input, Tensor labels)
        {
            var angle = labels.to(input.dtype) * (2 * Math.PI / classes);
            return cat([input, stack([angle.cos(), angle.sin()], 1)], 1);
        }
    }
}
