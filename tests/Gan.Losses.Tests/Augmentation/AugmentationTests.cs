namespace Gan.Losses.Tests.Augmentation;

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
}
