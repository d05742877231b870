namespace Gan;

/// <summary>Which published layout of residual networks is built.</summary>
public enum ResNetLayout
{
    /// <summary>
    /// One width everywhere: the networks for CIFAR-10 of Gulrajani et al. 2017 (appendix) and Miyato et al. 2018
    /// (table 3). The discriminator halves the image in the first two of its four blocks.
    /// </summary>
    Cifar,

    /// <summary>
    /// Widths that double towards the middle, up to 16 times: the networks for 64 pixels in the code of Miyato et al.
    /// 2018, by the scheme of its tables 4 and 5. Each block of the discriminator halves the image, the last one where
    /// the sides are even.
    /// </summary>
    Sngan64,

    /// <summary>
    /// Widths that double towards the middle, up to 8 times: the networks for 64 pixels in the code of Gulrajani et al.
    /// 2017. The discriminator starts with a plain convolution and ends in a linear layer over all places.
    /// </summary>
    Wgangp64,
}

/// <summary>How a residual discriminator gathers its last feature maps into one vector.</summary>
public enum ResNetPooling
{
    /// <summary>The sum over all places (Miyato et al. 2018).</summary>
    Sum,

    /// <summary>The mean over all places (Gulrajani et al. 2017, CIFAR-10).</summary>
    Mean,
}
