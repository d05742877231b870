namespace Gan.Losses.Tests.Conditioning;

public sealed class LabelCodeTests
{
    public static TheoryData<IConditioning> Conditionings() =>
        [
            new LabelConcatenation(),
            new LabelEmbedding(4),
            new ProjectionConditioning(4),
            new AuxiliaryClassifier(Size: 4),
        ];

    [Theory, MemberData(nameof(Conditionings))]
    public void A_label_out_of_range_is_named_with_its_place(IConditioning conditioning)
    {
        using var encoder = conditioning.GeneratorEncoder(ConditionSpec.Labels(10));
        foreach (var bad in new long[] { 10, -1, long.MaxValue })
        {
            var encode = () => encoder.call(zeros([3, 2], ScalarType.Float32), tensor(new[] { 0, 9, bad }));
            encode
                .Should()
                .Throw<ArgumentException>()
                .WithMessage($"Labels must be at least 0 and less than 10, but the one at index 2 was {bad}.*")
                .WithParameterName("labels");
        }
    }

    [Theory, MemberData(nameof(Conditionings))]
    public void Labels_of_another_type_are_refused(IConditioning conditioning)
    {
        using var encoder = conditioning.DiscriminatorEncoder([1, 2, 2], ConditionSpec.Labels(10));
        var encode = () => encoder.call(zeros([3, 1, 2, 2], ScalarType.Float32), zeros([3], ScalarType.Float32));
        encode
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("Labels must be Int64 of shape [3], but were Float32 of shape [3].*");
    }

    [Theory, MemberData(nameof(Conditionings))]
    public void Labels_of_another_shape_are_refused(IConditioning conditioning)
    {
        using var encoder = conditioning.GeneratorEncoder(ConditionSpec.Labels(10));
        foreach (var shape in new long[][] { [2], [3, 1], [3, 10] })
        {
            var encode = () => encoder.call(zeros([3, 2], ScalarType.Float32), zeros(shape, ScalarType.Int64));
            encode
                .Should()
                .Throw<ArgumentException>()
                .WithMessage(
                    $"Labels must be Int64 of shape [3], but were Int64 of shape [{string.Join(", ", shape)}].*"
                );
        }
    }

    [Theory, MemberData(nameof(Conditionings))]
    public void Missing_labels_are_refused(IConditioning conditioning)
    {
        using var encoder = conditioning.GeneratorEncoder(ConditionSpec.Labels(10));
        var encode = () => encoder.call(zeros([3, 2], ScalarType.Float32), null!);
        encode
            .Should()
            .Throw<ArgumentNullException>()
            .WithMessage("A conditional network needs a label for each sample, but got none.*");
    }

    [Theory, MemberData(nameof(Conditionings))]
    public void Samples_of_another_shape_are_refused(IConditioning conditioning)
    {
        using var encoder = conditioning.DiscriminatorEncoder([1, 28, 28], ConditionSpec.Labels(10));
        var encode = () => encoder.call(zeros([4, 3, 28, 28], ScalarType.Float32), zeros([4], ScalarType.Int64));
        encode
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("The input must have the shape [N, 1, 28, 28], but has [4, 3, 28, 28].*");
        using var generator = conditioning.GeneratorEncoder(ConditionSpec.Labels(10));
        var generate = () => generator.call(zeros([4, 3, 1, 1], ScalarType.Float32), zeros([4], ScalarType.Int64));
        generate
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("The input must have the shape [N, L], but has [4, 3, 1, 1].*");
    }

    [Theory, MemberData(nameof(Conditionings))]
    public void No_classes_are_refused(IConditioning conditioning)
    {
        Action[] calls =
        [
            () => conditioning.LatentSize(ConditionSpec.Labels(0)),
            () => conditioning.DiscriminatorShape([1, 2, 2], ConditionSpec.Labels(0)),
            () => conditioning.GeneratorEncoder(ConditionSpec.Labels(0)),
            () => conditioning.DiscriminatorEncoder([1, 2, 2], ConditionSpec.Labels(0)),
        ];
        foreach (var call in calls)
        {
            call.Should().Throw<ArgumentOutOfRangeException>().WithMessage("classes must be at least 1, but was 0.*");
        }
    }

    [Theory, MemberData(nameof(Conditionings))]
    public void A_sample_shape_without_entries_is_refused(IConditioning conditioning)
    {
        foreach (var shape in new long[][] { [], [1, 0, 2] })
        {
            var size = () => conditioning.DiscriminatorShape(shape, ConditionSpec.Labels(10));
            size.Should()
                .Throw<ArgumentException>()
                .WithMessage(
                    "sampleShape must have at least one axis and sizes of at least 1, "
                        + $"but was [{string.Join(", ", shape)}].*"
                );
        }
    }
}
