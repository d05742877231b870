namespace Gan.Losses.Tests.Conditioning;

public sealed class LabelConcatenationTests
{
    private readonly LabelConcatenation conditioning = new();

    [Fact]
    public void Sizes_grow_by_the_number_of_classes()
    {
        conditioning.LatentSize(ConditionSpec.Labels(10)).Should().Be(10);
        conditioning.DiscriminatorShape([1, 28, 28], ConditionSpec.Labels(10)).Should().Equal(11, 28, 28);
        conditioning.DiscriminatorShape([784], ConditionSpec.Labels(10)).Should().Equal(794);
        conditioning.DiscriminatorShape([2, 100], ConditionSpec.Labels(3)).Should().Equal(5, 100);
    }

    [Fact]
    public void Latent_is_followed_by_the_one_hot_label()
    {
        using var encoder = conditioning.GeneratorEncoder(ConditionSpec.Labels(3));
        encoder
            .call(Tensors.Make([1, 2, 3, 4], shape: [2, 2]), tensor(new long[] { 2, 0 }))
            .Values()
            .Should()
            .Equal(1, 2, 0, 0, 1, 3, 4, 1, 0, 0);
    }

    [Fact]
    public void Image_is_followed_by_one_plane_a_class_that_is_1_everywhere_for_its_own()
    {
        using var encoder = conditioning.DiscriminatorEncoder([2, 3, 4], ConditionSpec.Labels(5));
        var images = Tensors.Normal(1, 3, 2, 3, 4);
        long[] labels = [4, 0, 2];
        var joined = encoder.call(images, tensor(labels));

        joined.shape.Should().Equal([3, .. conditioning.DiscriminatorShape([2, 3, 4], ConditionSpec.Labels(5))]);
        joined.narrow(1, 0, 2).Values().Should().Equal(images.Values());
        for (var n = 0; n < 3; n++)
        {
            for (var k = 0; k < 5; k++)
            {
                joined[n, 2 + k].Values().Should().OnlyContain(v => v == (labels[n] == k ? 1 : 0));
            }
        }
    }

    [Fact]
    public void Flat_sample_is_followed_by_the_one_hot_label()
    {
        using var encoder = conditioning.DiscriminatorEncoder([3], ConditionSpec.Labels(2));
        encoder
            .call(Tensors.Make([7, 8, 9], shape: [1, 3]), tensor(new long[] { 1 }))
            .Values()
            .Should()
            .Equal(7, 8, 9, 0, 1);
    }

    [Fact]
    public void Precision_is_that_of_the_input()
    {
        using var encoder = conditioning.GeneratorEncoder(ConditionSpec.Labels(3));
        foreach (var dtype in new[] { ScalarType.Float32, ScalarType.Float64 })
        {
            encoder.call(zeros([1, 2], dtype), zeros([1], ScalarType.Int64)).dtype.Should().Be(dtype);
        }
    }

    [Fact]
    public void Gradient_flows_to_the_input()
    {
        using var encoder = conditioning.DiscriminatorEncoder([1, 2, 2], ConditionSpec.Labels(3));
        var image = Tensors.Leaf([1, 2, 3, 4], shape: [1, 1, 2, 2]);
        encoder.call(image, tensor(new long[] { 1 })).square().sum().backward();
        image.grad!.Values().Should().Equal(2, 4, 6, 8);
    }

    [Fact]
    public void Encoders_have_no_weights()
    {
        using var generator = conditioning.GeneratorEncoder(ConditionSpec.Labels(10));
        using var discriminator = conditioning.DiscriminatorEncoder([1, 28, 28], ConditionSpec.Labels(10));
        generator.parameters().Concat(discriminator.parameters()).Should().BeEmpty();
    }
}
