namespace Gan.Data;

/// <summary>Why a file of a folder is not among the images.</summary>
public enum ImageFault
{
    /// <summary>Its name does not end like an image's. Never stops a run.</summary>
    NotAnImage,

    /// <summary>The list of labels does not have it, or it lies beside
    /// the folders that are the classes. Never stops a run.</summary>
    NoLabel,

    /// <summary>A link to a folder whose images are read already. Never stops a run.</summary>
    ReadAlready,

    /// <summary>It has no bytes.</summary>
    Empty,

    /// <summary>It is whole as far as can be told, but of a kind that the decoder does not read.</summary>
    Unsupported,

    /// <summary>It has more bytes, or says that it has more pixels,
    /// than allowed. Found before any pixel is decoded.</summary>
    TooLarge,

    /// <summary>It ends early or contradicts itself.</summary>
    Damaged,

    /// <summary>It cannot be opened: permissions, a link that leads
    /// nowhere, a label for a file that is not there.</summary>
    Unreadable,

    /// <summary>Of pairs: the other folder has no image of its name, or none that can be read.</summary>
    NoPartner,

    /// <summary>Of pairs: several images of a folder have one name but for the ending, so that nobody knows which of
    /// them is meant.</summary>
    SameName,

    /// <summary>Of pairs: it and its partner have other proportions, so that they would not lie on each
    /// other.</summary>
    OtherShape,
}

/// <summary>A file that is not among the images, and why.</summary>
/// <param name="File">Name from the folder on, with forward slashes.</param>
/// <param name="Fault">The kind of reason.</param>
/// <param name="Reason">The reason in words.</param>
public sealed record SkippedImage(string File, ImageFault Fault, string Reason)
{
    internal bool StopsRun => Fault is not (ImageFault.NotAnImage or ImageFault.NoLabel or ImageFault.ReadAlready);
}

/// <summary>What a decoder throws for bytes that it cannot make an image of. The file is skipped for it or stops the
/// run, as the options say.</summary>
public sealed class ImageFaultException : Exception
{
    /// <summary>Makes the exception.</summary>
    /// <param name="fault">The kind of reason.</param>
    /// <param name="reason">The reason in words.</param>
    /// <param name="inner">The cause, if another exception told it.</param>
    public ImageFaultException(ImageFault fault, string reason, Exception? inner = null)
        : base(reason, inner) => Fault = fault;

    /// <summary>The kind of reason.</summary>
    public ImageFault Fault { get; }
}
