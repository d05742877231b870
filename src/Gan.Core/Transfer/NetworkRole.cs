namespace Gan;

/// <summary>One of the two players.</summary>
public enum NetworkRole
{
    /// <summary>The network that makes samples.</summary>
    Generator,

    /// <summary>The network that judges them.</summary>
    Discriminator,
}
