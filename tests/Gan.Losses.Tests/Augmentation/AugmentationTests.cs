namespace Gan.Losses.Tests;

/// <summary>What holds for every augmentation.</summary>
public sealed class AugmentationTests
{
    private static readonly Tensor Images = Tensors.Normal(1, 2, 3, 4, 4).DetachFromDisposeScope();

    public static TheoryData<IAugmentation> All() =>
        [
            new DiffAugment(),
            new DiffAugment(DiffAugmentPolicy.Color),
            new DiffAugment(DiffAugmentPolicy.Translation),
            new DiffAugment(DiffAugmentPolicy.Cutout),
            new AdaptivePolicy(),
            new AdaptivePolicy(AdaptiveParts.Pixels),
            new AdaptivePolicy(AdaptiveParts.Geometry),
            new AdaptivePolicy(AdaptiveParts.Color),
            new InstanceNoise(),
        ];

    [Theory, MemberData(nameof(All))]
    public void Result_is_a_function_of_the_given_random_numbers_and_of_nothing_else(IAugmentation augmentation) =>
        Augmented.ShouldDependOnTheSeedAlone(augmentation, Tensors.Normal(1, 8, 3, 8, 8));

    [Theory, MemberData(nameof(All))]
    public void Shape_and_precision_stay(IAugmentation augmentation)
    {
        Augmented.ShouldKeepShapeAndPrecision(augmentation, Images);
        Augmented.ShouldKeepShapeAndPrecision(augmentation, Tensors.Normal(1, 2, 1, 5, 7));
    }

    [Theory, MemberData(nameof(All))]
    public void Each_sample_is_changed_by_itself(IAugmentation augmentation) =>
        Augmented.ShouldChangeEachSampleByItself(augmentation, Tensors.Normal(1, 8, 3, 8, 8));

    [Theory, MemberData(nameof(All))]
    public void Gradient_is_right_by_finite_differences(IAugmentation augmentation) =>
        Augmented.ShouldHaveTheRightGradient(augmentation, Images);

    [Theory, MemberData(nameof(All))]
    public void A_gradient_penalty_can_look_through(IAugmentation augmentation) =>
        Augmented.ShouldBeDifferentiableTwice(augmentation, Images);

    [Fact]
    public void Augmentations_of_images_say_what_samples_they_need()
    {
        foreach (
            var (augmentation, name) in new (IAugmentation, string)[]
            {
                (new DiffAugment(), "DiffAugment"),
                (new AdaptivePolicy(), "AdaptivePolicy"),
            }
        )
        {
            augmentation.Problems([3, 32, 32]).Should().BeEmpty();
            augmentation
                .Problems([2])
                .Should()
                .Equal(
                    $"{name} changes images [C, H, W], but samples have the shape [2]. "
                        + "Leave it out, or use InstanceNoise, which serves any samples."
                );
            var apply = () => augmentation.Apply(ones(4, 2));
            apply
                .Should()
                .Throw<ArgumentException>()
                .WithMessage($"{name} changes images [N, C, H, W], but got [4, 2].*");
            var whole = () => augmentation.Apply(zeros([4, 3, 8, 8], ScalarType.Byte));
            whole
                .Should()
                .Throw<ArgumentException>()
                .WithMessage(
                    $"{name} changes images of floating-point numbers, but samples are Byte. "
                        + "Convert them to float32 in [-1, 1].*"
                );
        }
        ((IAugmentation)new InstanceNoise()).Problems([2]).Should().BeEmpty();
    }
}
