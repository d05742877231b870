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
    private static readonly DiffAugment Changes = new(DiffAugmentPolicy.Color | DiffAugmentPolicy.Translation);

    internal static IReadOnlyList<Contestant> OfFashion { get; } =
    [
        new("DCGAN, hinge", 32, gan => gan.WithDcgan().WithHinge()),
        new("DCGAN, WGAN-GP", 64, gan => gan.WithDcgan().WithWgangp()),
        new("ResNet, hinge, spectral norm", 64, gan => gan.WithNetworks(new ResNetOptions()).WithHinge()),
        new("StyleGAN2", 32, gan => gan.WithStyleGan2(StyleGan2Options.Small32, pathLength: 0)),
        new("R3GAN", 64, gan => gan.WithR3gan(new R3ganOptions(), gamma: 0.5)),
        new("BigGAN, labels", 64, gan => gan.WithBigGan()),
        new("ProGAN", 32, gan => gan.WithProGan()),
        new("MSG-GAN", 32, gan => gan.WithMsgGan()),
        new("FastGAN", 32, gan => gan.WithFastGan()),
    ];

    internal static IReadOnlyList<Contestant> OfPictures { get; } =
    [
        new("DCGAN 32, hinge, DiffAugment", 16, gan => Dcgan32(gan).WithHinge().AddAugmentation(new DiffAugment())),
        new(
            "DCGAN 32, R3GAN's loss, DiffAugment",
            64,
            gan => Dcgan32(gan).WithR3gan(10).AddAugmentation(new DiffAugment())
        ),
        new(
            "StyleGAN2, DiffAugment",
            16,
            gan => gan.WithStyleGan2(StyleGan2Options.Small64, gamma: 0.1, pathLength: 0).AddAugmentation(Changes)
        ),
        new("FastGAN", 16, gan => gan.WithFastGan()),
        new("R3GAN, DiffAugment", 32, gan => gan.WithR3gan(new R3ganOptions(), gamma: 2).AddAugmentation(Changes)),
        new("ProGAN, DiffAugment", 16, gan => gan.WithProGan().AddAugmentation(Changes)),
        new("MSG-GAN, DiffAugment", 16, gan => gan.WithMsgGan().AddAugmentation(Changes)),
        new("BigGAN, labels, DiffAugment", 32, gan => gan.WithBigGan().AddAugmentation(Changes)),
    ];

    private static GanBuilder Dcgan32(GanBuilder gan) => gan.WithDcgan(new DcganOptions { FeatureMaps = 32 });
}
