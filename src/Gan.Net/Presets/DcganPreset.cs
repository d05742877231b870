namespace Gan;

/// <summary>Deep convolutional networks (Radford et al. 2016, arXiv:1511.06434).</summary>
public static class DcganPreset
{
    extension(GanBuilder gan)
    {
        /// <summary>Deep convolutional networks (Radford et al. 2016). The builder's default.</summary>
        public GanBuilder WithDcgan(DcganOptions? options = null) => gan.WithNetworks(options ?? new());
    }
}
