namespace Gan.Losses.Tests.Conditioning;

public sealed class ProjectionConditioningTests
{
    private readonly IConditioning conditioning = new ProjectionConditioning(Size: 6);

    [Fact]
    public void Score_grows_by_the_product_of_the_features_with_the_row_of_the_class()
    {
        using var head = conditioning.ScoreHead(features: 3, ConditionSpec.Labels(4))!;
        var table = head.get_parameter("embedding.weight")!;
        table.shape.Should().Equal(4, 3);
        var features = Tensors.Make([1, 2, 3, -1, 0.5, 0], ScalarType.Float32, 2, 3);
        var scores = head.call(features, tensor(new long[] { 3, 1 }));
        var row3 = table[3].Values();
        var row1 = table[1].Values();
        PyTorch
            .Error(scores.Values(), [row3[0] + 2 * row3[1] + 3 * row3[2], -row1[0] + 0.5 * row1[1]])
            .Should()
            .BeLessThan(1e-6);
    }

    [Fact]
    public void Gradient_reaches_features_and_the_rows_that_were_used()
    {
        using var head = conditioning.ScoreHead(2, ConditionSpec.Labels(3))!;
        var features = Tensors.Leaf([1, 2, 3, 4], ScalarType.Float32, 2, 2);
        head.call(features, tensor(new long[] { 2, 2 })).sum().backward();
        head.get_parameter("embedding.weight")!.grad!.Values().Should().Equal(0, 0, 0, 0, 4, 6);
        features.grad!.Values().Should().OnlyContain(g => g != 0);
    }

    [Fact]
    public void Rows_start_so_small_that_wide_features_do_not_drown_the_score()
    {
        using var head = conditioning.ScoreHead(features: 512, ConditionSpec.Labels(10))!;
        var bound = Math.Sqrt(6.0 / (512 + 10));
        head.get_parameter("embedding.weight")!.Values().Should().OnlyContain(v => Math.Abs(v) <= bound);
    }

    [Fact]
    public void The_discriminator_reads_the_samples_as_they_are()
    {
        using var encoder = conditioning.DiscriminatorEncoder([1, 2, 2], ConditionSpec.Labels(3));
        var images = Tensors.Normal(1, 2, 1, 2, 2);
        conditioning.DiscriminatorShape([1, 2, 2], ConditionSpec.Labels(3)).Should().Equal(1, 2, 2);
        encoder.call(images, tensor(new long[] { 0, 2 })).Values().Should().Equal(images.Values());
        encoder.parameters().Should().BeEmpty();
    }

    [Fact]
    public void The_generator_gets_the_label_as_an_embedding()
    {
        using var encoder = conditioning.GeneratorEncoder(ConditionSpec.Labels(3));
        conditioning.LatentSize(ConditionSpec.Labels(3)).Should().Be(6);
        encoder.call(zeros([2, 5], ScalarType.Float32), tensor(new long[] { 0, 2 })).shape.Should().Equal(2, 11);
    }

    [Fact]
    public void It_asks_for_features_and_adds_no_term()
    {
        conditioning.ReadsFeatures.Should().BeTrue();
        (
            conditioning.DiscriminatorTerm,
            conditioning.GeneratorTerm,
            conditioning.AuxiliaryHead(3, ConditionSpec.Labels(4))
        )
            .Should()
            .Be((null, null, null));
        conditioning.Condition(ConditionSpec.Labels(4)).Should().Be(ConditionSpec.Labels(4));
    }

    [Fact]
    public void Features_of_another_width_and_a_size_below_0_are_refused()
    {
        using var head = conditioning.ScoreHead(3, ConditionSpec.Labels(4))!;
        var score = () => head.call(zeros([2, 5], ScalarType.Float32), zeros([2], ScalarType.Int64));
        score.Should().Throw<ArgumentException>().WithMessage("The input must have the shape [N, 3], but has [2, 5].*");
        new ProjectionConditioning(-1).Problems().Should().Equal("Size must be at least 0, but was -1.");
    }

    [Fact]
    public void With_a_size_of_0_the_latent_stays_as_it_is_and_labels_are_checked()
    {
        using var scope = NewDisposeScope();
        IConditioning bare = new ProjectionConditioning(Size: 0);
        bare.LatentSize(ConditionSpec.Labels(4)).Should().Be(0);
        var encoder = bare.GeneratorEncoder(ConditionSpec.Labels(4));
        encoder.parameters().Should().BeEmpty();
        var z = ones([2, 3], ScalarType.Float32);
        encoder.call(z, zeros([2], ScalarType.Int64)).equal(z).all().ToBoolean().Should().BeTrue();
        var wrong = () => encoder.call(z, zeros([3], ScalarType.Int64));
        wrong.Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => bare.LatentSize(ConditionSpec.None)).Should().Throw<ArgumentException>();
    }
}
