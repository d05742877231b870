namespace Gan.Tool.Configuration;

/// <summary>The families of networks by name; a family whose paper has a loss of its own brings it.</summary>
internal static class NetworkNames
{
    /// <summary>Settings to begin with.</summary>
    public static IReadOnlyDictionary<string, object> All { get; } =
        new Dictionary<string, object>
        {
            ["dcgan"] = new DcganOptions(),
            ["dcgan-paper"] = DcganOptions.Paper,
            ["dcgan-tutorial"] = DcganOptions.Tutorial,
            ["dcgan-upsampling"] = DcganOptions.Upsampling,
            ["mlp"] = new MlpOptions(),
            ["mlp-small"] = MlpOptions.Small,
            ["resnet"] = new ResNetOptions(),
            ["resnet-sngan32"] = ResNetOptions.Sngan32,
            ["resnet-sngan64"] = ResNetOptions.Sngan64,
            ["resnet-wgangp32"] = ResNetOptions.Wgangp32,
            ["resnet-wgangp64"] = ResNetOptions.Wgangp64,
            ["stylegan2"] = new StyleGan2Options(),
            ["stylegan2-128"] = StyleGan2Options.Small128,
            ["stylegan2-paper"] = StyleGan2Options.Paper,
            ["biggan"] = new BigGanOptions(),
            ["biggan-cifar"] = BigGanOptions.Cifar,
            ["biggan-paper"] = BigGanOptions.Paper,
            ["r3gan"] = new R3ganOptions(),
            ["r3gan-paper"] = R3ganOptions.Paper,
            ["progan"] = new ProGanOptions(),
            ["progan-paper"] = ProGanOptions.Paper,
            ["msggan"] = new MsgGanOptions(),
            ["msggan-paper"] = MsgGanOptions.Paper,
            ["fastgan"] = new FastGanOptions(),
            ["fastgan-paper"] = FastGanOptions.Paper,
        };

    /// <summary>Whether the family's preset brings a loss.</summary>
    public static bool BringsLoss(INetworkFamily networks) =>
        networks is not (DcganOptions or MlpOptions or ResNetOptions);

    /// <summary>The networks, with what belongs to them.</summary>
    public static GanBuilder With(GanBuilder gan, INetworkFamily networks) =>
        networks switch
        {
            StyleGan2Options options => gan.WithStyleGan2(options),
            BigGanOptions options => gan.WithBigGan(options),
            R3ganOptions options => gan.WithR3gan(options),
            ProGanOptions options => gan.WithProGan(options),
            MsgGanOptions options => gan.WithMsgGan(options),
            FastGanOptions options => gan.WithFastGan(options),
            _ => gan.WithNetworks(networks),
        };
}
