namespace Gan.Losses.Tests.Augmentation;

public sealed class ImageAugmentationTests
{
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
