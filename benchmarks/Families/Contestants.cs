using Gan;
using Gan.Losses;

/// <summary>A way to train. Networks, loss and batch are its own; data, time, seed and judge are the race's.</summary>
/// <param name="Name">What the table calls it.</param>
/// <param name="Batch">Samples of an update.</param>
/// <param name="Build">Its calls of the builder.</param>
internal sealed record Contestant(string Name, int Batch, Func<GanBuilder, GanBuilder> Build);

/// <summary>Who runs: each family with the preset that its paper has, at a width that a processor can train.</summary>
internal static class Contestants
{
    internal static IReadOnlyList<Contestant> OfFashion { get; } =
    [
        new("DCGAN, WGAN-GP", 64, gan => gan.WithDcgan().WithWgangp()),
        new("ResNet, hinge, spectral norm", 64, gan => gan.WithNetworks(new ResNetOptions()).WithHinge()),
    ];

    internal static IReadOnlyList<Contestant> OfPictures { get; } =
    [
        new(
            "DCGAN 32, R3GAN's loss, DiffAugment",
            64,
            gan => gan.WithDcgan(new DcganOptions { FeatureMaps = 32 }).WithR3gan(10).AddAugmentation(new DiffAugment())
        ),
    ];
}
