namespace Gan;

/// <summary>Fully connected networks (Goodfellow et al. 2014, arXiv:1406.2661).</summary>
public static class MlpPreset
{
    extension(GanBuilder gan)
    {
        /// <summary>Fully connected networks (Goodfellow et al. 2014).</summary>
        public GanBuilder WithMlp(MlpOptions? options = null) => gan.WithNetworks(options ?? new());
    }
}
