namespace Gan.Losses.Tests.Conditioning;

public sealed class VectorConcatenationTests
{
    private readonly VectorConcatenation conditioning = new(Size: 2);

    [Fact]
    public void Sizes_grow_by_the_entries()
    {
        conditioning.LatentSize(ConditionSpec.Vectors(2)).Should().Be(2);
        conditioning.DiscriminatorShape([3, 8, 8], ConditionSpec.Vectors(2)).Should().Equal(5, 8, 8);
        conditioning.DiscriminatorShape([4], ConditionSpec.Vectors(2)).Should().Equal(6);
    }

    [Fact]
    public void Latent_is_followed_by_the_vector()
    {
        using var encoder = conditioning.GeneratorEncoder(ConditionSpec.Vectors(2));
        encoder
            .call(Tensors.Make([1, 2, 3, 4], shape: [2, 2]), Tensors.Make([0.5, -1, 7, 8], shape: [2, 2]))
            .Values()
            .Should()
            .Equal(1, 2, 0.5, -1, 3, 4, 7, 8);
    }

    [Fact]
    public void Image_is_followed_by_one_constant_plane_an_entry()
    {
        using var encoder = conditioning.DiscriminatorEncoder([1, 2, 3], ConditionSpec.Vectors(2));
        var images = Tensors.Normal(1, 2, 1, 2, 3);
        var joined = encoder.call(images, Tensors.Make([0.5, -1, 7, 8], shape: [2, 2]));
        joined.shape.Should().Equal(2, 3, 2, 3);
        joined.narrow(1, 0, 1).Values().Should().Equal(images.Values());
        joined[0, 1].Values().Should().OnlyContain(v => v == 0.5);
        joined[1, 2].Values().Should().OnlyContain(v => v == 8);
    }

    [Fact]
    public void Precision_is_that_of_the_input_and_gradients_flow_to_both()
    {
        using var encoder = conditioning.GeneratorEncoder(ConditionSpec.Vectors(2));
        var latent = Tensors.Leaf([1, 2], ScalarType.Float32, 1, 2);
        var vector = Tensors.Leaf([3, 4], shape: [1, 2]);
        var joined = encoder.call(latent, vector);
        joined.dtype.Should().Be(ScalarType.Float32);
        joined.square().sum().backward();
        latent.grad!.Values().Should().Equal(2, 4);
        vector.grad!.Values().Should().Equal(6, 8);
    }

    [Fact]
    public void Conditions_of_another_type_or_shape_are_named()
    {
        using var encoder = conditioning.GeneratorEncoder(ConditionSpec.Vectors(2));
        var labels = () => encoder.call(zeros([3, 4], ScalarType.Float32), zeros([3], ScalarType.Int64));
        labels
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("Conditions must be floating-point numbers of shape [3, 2], but were Int64 of shape [3].*")
            .WithParameterName("vectors");
        var width = () => encoder.call(zeros([3, 4], ScalarType.Float32), zeros([3, 5], ScalarType.Float32));
        width
            .Should()
            .Throw<ArgumentException>()
            .WithMessage(
                "Conditions must be floating-point numbers of shape [3, 2], but were Float32 of shape [3, 5].*"
            );
        var none = () => encoder.call(zeros([3, 4], ScalarType.Float32), null!);
        none.Should()
            .Throw<ArgumentNullException>()
            .WithMessage("A conditional network needs a condition for each sample, but got none.*");
    }

    [Fact]
    public void Samples_of_another_shape_are_named()
    {
        using var encoder = conditioning.DiscriminatorEncoder([1, 2, 3], ConditionSpec.Vectors(2));
        var encode = () => encoder.call(zeros([3, 1, 2, 2], ScalarType.Float32), zeros([3, 2], ScalarType.Float32));
        encode
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("The input must have the shape [N, 1, 2, 3], but has [3, 1, 2, 2].*");
    }

    [Fact]
    public void Another_number_of_entries_in_the_data_is_refused_with_the_remedy()
    {
        var size = () => conditioning.LatentSize(ConditionSpec.Vectors(5));
        size.Should()
            .Throw<ArgumentException>()
            .WithMessage(
                "VectorConcatenation was made for conditions of 2 entries, but the data has 5. "
                    + "Write new VectorConcatenation(5).*"
            );
        new VectorConcatenation(0).Problems().Should().Equal("Size must be at least 1, but was 0.");
    }
}
