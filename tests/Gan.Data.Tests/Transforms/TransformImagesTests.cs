using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Data.Tests.Transforms;

public class TransformImagesTests
{
    public static TheoryData<IRandomTransform> Transforms =>
        [
            new RandomFlip(0.5, 0.5),
            new RandomCrop(1),
            new RandomAffine { Rotation = (-10, 10) },
            new RandomColor { Contrast = (0.5, 2), Hue = (0, 0.1) },
        ];

    [Theory, MemberData(nameof(Transforms))]
    public void Samples_that_are_no_images_are_refused_with_the_remedy(IRandomTransform transform)
    {
        using var scope = NewDisposeScope();
        var random = new TransformRandom(1, 2);
        var name = transform.GetType().Name;
        FluentActions
            .Invoking(() => transform.Apply(null!, random))
            .Should()
            .Throw<ArgumentNullException>()
            .WithParameterName("samples");
        FluentActions
            .Invoking(() => transform.Apply(torch.zeros(2, 3, 4, 4), null!))
            .Should()
            .Throw<ArgumentNullException>()
            .WithParameterName("random");
        Refused(torch.zeros(2), "float32 [2] on cpu");
        Refused(torch.zeros(2, 3, 4), "float32 [2, 3, 4] on cpu");
        Refused(torch.zeros([2, 3, 4, 4], dtype: ScalarType.Byte), "byte [2, 3, 4, 4] on cpu");
        Refused(torch.zeros([2, 3, 4, 4], dtype: ScalarType.Float64), "float64 [2, 3, 4, 4] on cpu");
        Refused(torch.zeros(2, 3, 0, 4), "float32 [2, 3, 0, 4] on cpu");

        void Refused(Tensor samples, string found) =>
            FluentActions
                .Invoking(() => transform.Apply(samples, random))
                .Should()
                .Throw<ArgumentException>()
                .WithParameterName("samples")
                .WithMessage(
                    $"{name} changes samples float32 [N, C, H, W], but these are {found}. "
                        + $"Convert or reshape them, or leave {name} out.*"
                );
    }

    [Theory, MemberData(nameof(Transforms))]
    public void Streams_of_another_number_are_refused(IRandomTransform transform)
    {
        using var scope = NewDisposeScope();
        FluentActions
            .Invoking(() => transform.Apply(torch.zeros(2, 3, 4, 4), new TransformRandom(1, 3)))
            .Should()
            .Throw<ArgumentException>()
            .WithParameterName("random")
            .WithMessage("*takes a stream for each of the 2 samples, but random has 3. Make it with that count.*");
    }

    [Theory, MemberData(nameof(Transforms))]
    public void A_batch_of_no_images_stays_one(IRandomTransform transform)
    {
        using var scope = NewDisposeScope();
        transform.Apply(torch.zeros(0, 3, 4, 4), new TransformRandom(1, 0)).shape.Should().Equal(0, 3, 4, 4);
    }

    [Theory, MemberData(nameof(Transforms))]
    public void A_shape_is_judged_without_failing(IRandomTransform transform)
    {
        var name = transform.GetType().Name;
        FluentActions
            .Invoking(() => transform.Problems(null!))
            .Should()
            .Throw<ArgumentNullException>()
            .WithParameterName("shape");
        transform
            .Problems([3, 0, 4])
            .Should()
            .Equal(
                $"{name} changes images with at least one pixel, but the samples have shape [3, 0, 4]. "
                    + "Correct the shape."
            );
        transform.Problems([3, 4, 4]).Should().BeEmpty();
    }
}
