namespace Gan.Kernels.Convolutions;

/// <summary>The block that all products of convolutions are made of.</summary>
internal static class Panels
{
    /// <summary>Channels of a panel: two vectors of 512 bits, four of 256.</summary>
    internal const int Panel = 32;

    /// <summary>Rows of a product.</summary>
    internal const int Rows = 8;

    internal static nint RoundUp(nint count, nint multiple) => (count + multiple - 1) / multiple * multiple;
}
