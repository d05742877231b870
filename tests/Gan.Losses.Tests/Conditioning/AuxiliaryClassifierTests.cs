namespace Gan.Losses.Tests.Conditioning;

public sealed class AuxiliaryClassifierTests
{
    private static readonly Tensor Labels = tensor(new long[] { 2, 0, 1, 1 }).DetachFromDisposeScope();

    [Fact]
    public void A_head_that_knows_nothing_costs_the_logarithm_of_the_number_of_classes()
    {
        var logits = zeros([4, 3], ScalarType.Float64);
        DiscriminatorTerm(new AuxiliaryClassifier(DiscriminatorLambda: 0.5), logits, logits)
            .Value()
            .Should()
            .BeApproximately(0.5 * 2 * Math.Log(3), 1e-15);
        GeneratorTerm(new AuxiliaryClassifier(GeneratorLambda: 0.1), logits)
            .Value()
            .Should()
            .BeApproximately(0.1 * Math.Log(3), 1e-16);
    }

    [Fact]
    public void Both_real_and_generated_samples_train_the_head()
    {
        var real = Tensors.Leaf(new double[12], shape: [4, 3]);
        var fake = Tensors.Leaf(new double[12], shape: [4, 3]);
        DiscriminatorTerm(new AuxiliaryClassifier(), real, fake).backward();
        // softmax − one-hot over the batch: (1/3 − 1[class])/4
        double[] first = [1 / 12.0, 1 / 12.0, -2 / 12.0];
        PyTorch.Error(real.grad!.Values()[..3], first).Should().BeLessThan(1e-14);
        PyTorch.Error(fake.grad!.Values()[..3], first).Should().BeLessThan(1e-14);
    }

    [Fact]
    public void The_generator_is_drawn_to_the_class_that_was_asked_for()
    {
        var logits = Tensors.Leaf(new double[12], shape: [4, 3]);
        GeneratorTerm(new AuxiliaryClassifier(), logits).backward();
        logits.grad!.argmin(1).data<long>().ToArray().Should().Equal(2, 0, 1, 1);
    }

    [Fact]
    public void The_head_is_a_linear_layer_from_features_to_classes()
    {
        using var head = ((IConditioning)new AuxiliaryClassifier()).AuxiliaryHead(
            features: 7,
            ConditionSpec.Labels(3)
        )!;
        head.call(zeros([2, 7], ScalarType.Float32)).shape.Should().Equal(2, 3);
        ((IConditioning)new AuxiliaryClassifier()).ReadsFeatures.Should().BeTrue();
    }

    [Fact]
    public void Sizes_are_those_of_an_embedding_before_the_generator_alone()
    {
        var conditioning = new AuxiliaryClassifier(Size: 6);
        conditioning.LatentSize(ConditionSpec.Labels(3)).Should().Be(6);
        conditioning.DiscriminatorShape([3, 8, 8], ConditionSpec.Labels(3)).Should().Equal(3, 8, 8);
        using var encoder = conditioning.GeneratorEncoder(ConditionSpec.Labels(3));
        encoder.call(zeros([4, 5], ScalarType.Float32), Labels).shape.Should().Equal(4, 11);
    }

    [Fact]
    public void A_batch_without_labels_is_named()
    {
        var term = ((IConditioning)new AuxiliaryClassifier()).DiscriminatorTerm!;
        var penalise = () =>
            term.Penalty(
                Tensors
                    .Context(zeros([4, 3], ScalarType.Float64), zeros([4, 3], ScalarType.Float64), x => x.sum(1))
                    .With(x => x)
            );
        penalise
            .Should()
            .Throw<InvalidOperationException>()
            .WithMessage("AuxiliaryClassifier needs a label for each sample, but the batch has none.");
    }

    [Fact]
    public void Settings_out_of_range_are_refused_with_bound_and_value()
    {
        new AuxiliaryClassifier(DiscriminatorLambda: -1)
            .Problems()
            .Should()
            .Equal("DiscriminatorLambda must be at least 0, but was -1.");
        new AuxiliaryClassifier(GeneratorLambda: -1)
            .Problems()
            .Should()
            .Equal("GeneratorLambda must be at least 0, but was -1.");
        new AuxiliaryClassifier(Size: 0).Problems().Should().Equal("Size must be at least 1, but was 0.");
    }

    // The "samples" are the head's outputs.
    private static Tensor DiscriminatorTerm(AuxiliaryClassifier conditioning, Tensor real, Tensor fake) =>
        ((IConditioning)conditioning).DiscriminatorTerm!.Penalty(
            Tensors
                .Context(real, zeros_like(real), x => x.sum(1))
                .With(x => ReferenceEquals(x, real) ? real : fake, Labels)
        );

    private static Tensor GeneratorTerm(AuxiliaryClassifier conditioning, Tensor fake) =>
        ((IConditioning)conditioning).GeneratorTerm!.Penalty(
            GeneratorContexts.Of(fake, auxiliary: x => x, condition: Labels)
        );
}
