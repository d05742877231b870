using Gan;
using Gan.Data;

/// <summary>What the options may name.</summary>
internal static class Choices
{
    public static readonly Dictionary<string, Func<GanBuilder, GanBuilder>> Losses = new()
    {
        ["wgangp"] = gan => gan.WithWgangp(),
        ["wgan"] = gan => gan.WithWgan(),
        ["lsgan"] = gan => gan.WithLsgan(),
        ["hinge"] = gan => gan.WithHinge(),
        ["r3gan"] = gan => gan.WithR3gan(),
        ["vanilla"] = gan => gan.WithVanilla(),
        ["minimax"] = gan => gan.WithVanilla(saturating: true),
    };

    public static readonly Dictionary<string, Func<GanBuilder, GanBuilder>> Networks = new()
    {
        ["dcgan"] = gan => gan.WithDcgan(),
        ["dcgan-paper"] = gan => gan.WithDcgan(DcganOptions.Paper),
        ["dcgan-tutorial"] = gan => gan.WithDcgan(DcganOptions.Tutorial),
        ["dcgan-upsampling"] = gan => gan.WithDcgan(DcganOptions.Upsampling),
        ["mlp"] = gan => gan.WithMlp(),
        ["mlp-small"] = gan => gan.WithMlp(MlpOptions.Small),
    };

    public static readonly Dictionary<string, Func<IDataset>> Data = new()
    {
        ["mnist"] = Mnist.Embedded,
        ["fashion"] = () => FashionMnist.Load(),
        ["ring"] = () => GaussianMixture.Ring(),
        ["grid"] = () => GaussianMixture.Grid(),
    };
}
