namespace Gan.Losses.Tests.Conditioning;

public sealed class LabelEmbeddingTests
{
    private readonly LabelEmbedding conditioning = new(Size: 6);

    [Fact]
    public void Sizes_do_not_depend_on_the_number_of_classes()
    {
        conditioning.LatentSize(ConditionSpec.Labels(1000)).Should().Be(6);
        conditioning.DiscriminatorShape([1, 28, 28], ConditionSpec.Labels(1000)).Should().Equal(2, 28, 28);
        conditioning.DiscriminatorShape([784], ConditionSpec.Labels(1000)).Should().Equal(790);
        new LabelEmbedding().LatentSize(ConditionSpec.Labels(10)).Should().Be(50);
    }

    [Fact]
    public void Latent_is_followed_by_the_row_of_its_label()
    {
        using var encoder = conditioning.GeneratorEncoder(ConditionSpec.Labels(4));
        var table = encoder.get_parameter("embedding.weight")!;
        table.shape.Should().Equal(4, 6);
        var joined = encoder.call(zeros([3, 2], ScalarType.Float32), tensor(new long[] { 3, 1, 3 }));
        joined.shape.Should().Equal(3, 8);
        long[] rows = [3, 1, 3];
        for (var n = 0; n < 3; n++)
        {
            joined[n].narrow(0, 2, 6).Values().Should().Equal(table[rows[n]].Values());
        }
    }

    [Fact]
    public void Image_is_followed_by_one_plane_that_depends_on_the_label_alone()
    {
        using var encoder = conditioning.DiscriminatorEncoder([3, 4, 5], ConditionSpec.Labels(4));
        var images = randn([3, 3, 4, 5], ScalarType.Float32, generator: new torch.Generator(1));
        var joined = encoder.call(images, tensor(new long[] { 2, 0, 2 }));
        joined.shape.Should().Equal(3, 4, 4, 5);
        joined.narrow(1, 0, 3).Values().Should().Equal(images.Values());
        joined[0, 3].Values().Should().Equal(joined[2, 3].Values()).And.NotEqual(joined[1, 3].Values());
        joined[0, 3].Values().Distinct().Should().HaveCountGreaterThan(1, "the plane is learned entry by entry");
    }

    [Fact]
    public void Flat_sample_is_followed_by_the_vector_itself()
    {
        using var encoder = conditioning.DiscriminatorEncoder([3], ConditionSpec.Labels(4));
        encoder.call(zeros([2, 3], ScalarType.Float32), tensor(new long[] { 1, 0 })).shape.Should().Equal(2, 9);
        encoder.named_parameters().Select(p => p.name).Should().Equal("embedding.weight");
    }

    [Fact]
    public void Embedding_is_trained_in_the_rows_that_were_used()
    {
        using var encoder = conditioning.GeneratorEncoder(ConditionSpec.Labels(3));
        encoder.call(zeros([2, 2], ScalarType.Float32), tensor(new long[] { 0, 2 })).sum().backward();
        var gradient = encoder.get_parameter("embedding.weight")!.grad!;
        gradient.sum(1).Values().Should().Equal(6, 0, 6);
    }

    [Fact]
    public void Gradient_flows_through_the_plane_and_to_the_image()
    {
        using var encoder = conditioning.DiscriminatorEncoder([1, 2, 2], ConditionSpec.Labels(3));
        var image = Tensors.Leaf([1, 2, 3, 4], ScalarType.Float32, 1, 1, 2, 2);
        encoder.call(image, tensor(new long[] { 1 })).square().sum().backward();
        image.grad!.Values().Should().Equal(2, 4, 6, 8);
        encoder
            .named_parameters()
            .Select(p => p.name)
            .Should()
            .BeEquivalentTo("embedding.weight", "plane.weight", "plane.bias");
        encoder.parameters().Should().OnlyContain(p => p.grad!.Values().Any(v => v != 0));
    }

    [Fact]
    public void Each_network_has_an_embedding_of_its_own()
    {
        using var first = conditioning.GeneratorEncoder(ConditionSpec.Labels(3));
        using var second = conditioning.GeneratorEncoder(ConditionSpec.Labels(3));
        first
            .get_parameter("embedding.weight")!
            .Values()
            .Should()
            .NotEqual(second.get_parameter("embedding.weight")!.Values());
    }

    [Fact]
    public void Size_must_be_at_least_1()
    {
        new LabelEmbedding(0).Problems().Should().Equal("Size must be at least 1, but was 0.");
    }
}
